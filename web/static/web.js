"use strict";
// Keeps what is typed while it is typed, lets a marked part of the deal go with the answer, says when a picture was computed
// again, tells the facilitator the time, and turns the card with a clicker. Everything works without it.
(() => {
  document.documentElement.classList.add("script");
  const form = document.querySelector("form[data-bewaren]");
  if (form) {
    let timer = 0;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const body = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
        fetch(form.dataset.bewaren, { method: "POST", body }).catch(() => {});
      }, 600);
    });
  }

  let typing = null;
  if (form) form.addEventListener("focusin", (event) => { if (event.target.matches("textarea")) typing = event.target; });
  for (const button of document.querySelectorAll("button.pak[data-zin]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const [question, sentence, as] = button.value.split("|");
      const put = (name, words, between) => {
        const into = form.elements[`${name}.${question}`];
        into.value = [into.value, words].filter(Boolean).join(between);
        return into;
      };
      put("bron", button.dataset.bron, "; ");
      put("zinnen", `${sentence}:${as}`, " ");
      const target = put(as, button.dataset.zin, " ");
      target.closest("details").open = true;
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.focus();
    });
  }

  const field = () => {
    const chosen = document.querySelector("input[name=als]:checked");
    if (!chosen) return typing;
    return document.getElementById(chosen && chosen.value === "afgesproken" ? "afgesproken" : "toelichting");
  };
  for (const deal of document.querySelectorAll(".dealtekst")) {
    for (const button of deal.querySelectorAll("button.zin")) {
      const line = document.createElement("p");
      line.className = button.className;
      line.append(...button.childNodes, " ");
      button.className = "utrecht-button utrecht-button--html-button utrecht-button--subtle pak";
      button.textContent = deal.dataset.pak;
      button.setAttribute("aria-label", `${deal.dataset.pak}: ${line.textContent.trim()}`);
      button.replaceWith(line);
      line.append(button);
    }
    const take = document.createElement("button");
    take.type = "button";
    take.className = "utrecht-button utrecht-button--html-button utrecht-button--primary-action gemarkeerd hoofd";
    take.textContent = deal.dataset.pakAlles;
    take.hidden = true;
    deal.after(take);
    const marked = () => {
      const chosen = document.getSelection();
      return chosen && !chosen.isCollapsed && deal.contains(chosen.anchorNode) && deal.contains(chosen.focusNode)
        ? chosen.toString().split(deal.dataset.pak + "\n").join("\n").replace(/\s+/g, " ").trim() : "";
    };
    document.addEventListener("selectionchange", () => { take.hidden = !field() || !marked(); });
    take.addEventListener("mousedown", (event) => event.preventDefault());
    take.addEventListener("click", () => {
      const target = field(), words = marked();
      const source = document.getElementById("bron") || form.elements[`bron.${target.name.split(".")[1]}`];
      target.value = [target.value, words].filter(Boolean).join(" ");
      if (source && !source.value) source.value = deal.dataset.bron;
      document.getSelection().removeAllRanges();
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.focus();
    });
  }

  const second = document.querySelector("[data-nareken]");
  if (second) {
    const look = async () => {
      const found = await fetch(second.dataset.nareken).then((answer) => answer.json()).catch(() => null);
      if (found && found.oordeel === "anders") return location.reload();
      if (found && found.oordeel !== "bezig") second.textContent = found.zin;
      else setTimeout(look, 2000);
    };
    setTimeout(look, 1500);
  }

  const clock = document.querySelector("[data-klok]");
  if (clock) {
    const begun = Date.now(), words = clock.dataset.minuten;
    setInterval(() => { clock.textContent = words.replace("#", Math.floor((Date.now() - begun) / 60000)); }, 15000);
  }
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { PageDown: "[data-volgende]", PageUp: "[data-vorige]" }[event.key];
    const link = to && document.querySelector(to);
    if (link) { event.preventDefault(); link.click(); }
  });
})();
