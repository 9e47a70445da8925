"""`wijktoets simulate`: how often what comes out when open answers are drawn."""
