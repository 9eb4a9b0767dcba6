// The score sheet is saved as one goes. What cannot be sent stays on this device, per member and hearing, until it could be.
(() => {
  const sheet = document.querySelector("[data-sheet]");
  if (!sheet) return;
  const form = sheet.querySelector("form");
  const status = sheet.querySelector("[data-sheet-status]");
  const progress = document.querySelector("[data-sheet-progress]");
  const say = sheet.dataset;
  const key = `sheet:${say.owner}:${say.hearing}`;
  const lines = [...sheet.querySelectorAll("[data-line]")];
  const fieldsOf = (line) => ({ score: line.querySelector("[data-score]"), notes: line.querySelector("textarea") });
  let kept = {};
  let sending = false;
  let retry;

  const tell = (text, kind) => {
    if (status.textContent !== text) status.textContent = text;
    status.dataset.kind = kind;
  };
  const keep = () => {
    try {
      if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch { /* Without storage the page itself keeps it. */ }
  };
  const count = () => {
    const scored = lines.filter((line) => fieldsOf(line).score.value.trim()).length;
    progress.textContent = say.progress.replace("{0}", scored).replace("{1}", say.total);
  };
  const send = async () => {
    clearTimeout(retry);
    if (sending) return;
    sending = true;
    let refused = null;
    let saved = null;
    try {
      for (const code of Object.keys(kept)) {
        const save = kept[code];
        if (save.refused) continue;
        tell(say.saving, "saving");
        const body = new URLSearchParams({
          __RequestVerificationToken: form.elements.namedItem("__RequestVerificationToken").value,
          hearingId: say.hearing, saveId: save.id, madeAt: save.at, code, score: save.score, notes: save.notes,
        });
        const response = await fetch(`/committee/hearings/${say.sheet}/sheet/save`, { method: "POST", body, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(15000) });
        if (response.type === "opaqueredirect" || response.status === 400) throw new Error("signin");
        if (response.status >= 500) throw new Error("away");
        const answer = await response.json().catch(() => ({}));
        if (response.status === 422) {
          if (kept[code]?.id === save.id) kept[code].refused = true;
          refused = answer.message || say.refused;
        } else if (kept[code]?.id === save.id) {
          delete kept[code];
          saved = answer.saved;
          if (answer.newer) refused = say.newer;
        }
        keep();
      }
      if (refused) tell(refused, "refused");
      else if (saved && !Object.keys(kept).length) tell(saved, "saved");
    } catch (error) {
      tell(error.message === "signin" ? say.signin : say.away, "away");
      retry = setTimeout(send, 10000);
    } finally {
      sending = false;
    }
    if (!refused && Object.values(kept).some((save) => !save.refused)) retry = setTimeout(send, 2000);
  };
  const note = (line) => {
    const { score, notes } = fieldsOf(line);
    // randomUUID is for secure pages only; the id names a save and keeps no secret.
    const id = [8, 4, 4, 4, 12].map((n) => Array.from(crypto.getRandomValues(new Uint8Array(n)), (b) => (b & 15).toString(16)).join("")).join("-");
    kept[line.dataset.line] = { id, at: new Date().toISOString(), score: score.value, notes: notes.value };
    keep();
    count();
  };

  let typing;
  for (const line of lines) {
    line.addEventListener("input", () => {
      note(line);
      clearTimeout(typing);
      typing = setTimeout(send, 1500);
    });
    line.addEventListener("change", () => {
      clearTimeout(typing);
      send();
    });
  }
  try {
    kept = JSON.parse(localStorage.getItem(key) || "{}");
  } catch { /* Nothing readable was kept. */ }
  for (const line of lines) {
    const save = kept[line.dataset.line];
    if (!save) continue;
    const { score, notes } = fieldsOf(line);
    // The form has saved it meanwhile.
    if (score.value.replace(",", ".") === save.score.trim().replace(",", ".") && notes.value === save.notes) {
      delete kept[line.dataset.line];
      continue;
    }
    score.value = save.score;
    notes.value = save.notes;
  }
  keep();
  count();
  if (Object.keys(kept).length) send();
  addEventListener("online", send);
  // The form sends all of it.
  form.addEventListener("submit", () => {
    clearTimeout(typing);
    clearTimeout(retry);
    sending = true;
  });
})();
