"use strict";
// Keeps what is typed while it is typed, and lets a marked part of the deal go with the answer.
(() => {
  const form = document.querySelector("form[data-bewaren]");
  if (!form) return;
  const typed = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
    return data;
  };
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { fetch(form.dataset.bewaren, { method: "POST", body: typed() }).catch(() => {}); }, 600);
  });
})();
