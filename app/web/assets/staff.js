// Comfort on staff pages; everything works without it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A page left open hears of a new alert within a minute.
const alerts = document.getElementById("open-alerts");

async function hear() {
  const reply = await fetch(alerts.dataset.address, { redirect: "error" }).catch(() => null);
  const told = reply?.ok ? await reply.text() : alerts.innerHTML;
  if (told.trim() !== alerts.innerHTML.trim()) alerts.innerHTML = told;
}

if (alerts) setInterval(hear, 60_000);
