// Reads the question and its choices aloud, in the owner's order, by a voice of the tablet's own: no word is sent to a
// voice elsewhere. That it was used is recorded with the item; where it cannot be recorded, it falls silent.
"use strict";

const button = document.querySelector(".aloud");
const form = button.form;
const words = { read: button.textContent, stop: button.dataset.stop };
const parts = [...form.querySelectorAll("[lang]")].filter((part) => !part.parentElement.closest("form [lang]"));
const language = (parts[0]?.lang ?? document.documentElement.lang).toLowerCase();

function ownVoice() {
  const tag = (voice) => voice.lang.replace("_", "-").toLowerCase();
  const own = speechSynthesis.getVoices().filter((voice) => voice.localService && tag(voice).slice(0, 2) === language.slice(0, 2));
  return own.find((voice) => tag(voice) === language) ?? own.find((voice) => voice.default) ?? own[0];
}

function offer() {
  button.hidden = !ownVoice();
}

function fallSilent() {
  speechSynthesis.cancel();
  button.textContent = words.read;
}

function read() {
  const voice = ownVoice();
  const lines = parts.flatMap((part) => part.innerText.split("\n")).filter((line) => line.trim());
  const spoken = lines.map((line) => Object.assign(new SpeechSynthesisUtterance(line), { voice, lang: voice.lang }));
  spoken.at(-1).onend = () => { button.textContent = words.read; };
  for (const line of spoken) speechSynthesis.speak(line);
  button.textContent = words.stop;
  return voice;
}

async function record(voice) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, voice: voice.name });
  const reply = await fetch(button.dataset.address, { method: "POST", body, keepalive: true }).catch(() => null);
  if (!reply?.ok) fallSilent();
}

button.addEventListener("click", (event) => {
  if (event.defaultPrevented) return;
  if (button.textContent === words.stop) fallSilent();
  else record(read());
});

if ("speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
