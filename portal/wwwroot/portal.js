// What pages do better with a script than without: a warning before the session ends, and before typed text is left behind. Everything else works without.
(() => {
  const dialog = document.getElementById("session-warning");
  if (!dialog) return;
  const ending = dialog.querySelector('[data-session="ending"]');
  const ended = dialog.querySelector('[data-session="ended"]');
  let warnTimer, endTimer;

  const show = (isOver) => {
    ending.hidden = isOver;
    ended.hidden = !isOver;
    if (!dialog.open) dialog.showModal();
  };
  const begin = (idleSeconds) => {
    clearTimeout(warnTimer);
    clearTimeout(endTimer);
    warnTimer = setTimeout(() => show(false), (idleSeconds - Number(dialog.dataset.warnSeconds)) * 1000);
    endTimer = setTimeout(() => show(true), idleSeconds * 1000);
  };
  // What was typed stays on the page, whatever the answer is.
  dialog.querySelector("[data-session-extend]").addEventListener("click", async () => {
    try {
      const response = await fetch("/session/extend", { redirect: "error", cache: "no-store" });
      if (!response.ok) throw new Error();
      begin((await response.json()).endsInSeconds);
      dialog.close();
    } catch {
      show(true);
    }
  });
  dialog.querySelector("[data-session-close]").addEventListener("click", () => dialog.close());
  begin(Number(dialog.dataset.idleSeconds));
})();

// A notice is a long form: a click beside it does not lose what was typed.
(() => {
  const draft = document.querySelector(".draft");
  const form = draft?.querySelector("form");
  if (!form) return;
  let unsaved = draft.dataset.unsaved === "true";
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (leaving) => { if (unsaved) leaving.preventDefault(); });
})();

// On a narrow screen the rows of a table stand under one another, each value beside its column's name; without a script the table scrolls.
for (const table of document.querySelectorAll(".usa-table-container--scrollable .usa-table")) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (heads.length < 3 || table.querySelector(".beside")) continue;
  const textOf = (cell, without) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(without).forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const names = heads.map((head) => textOf(head, "[aria-hidden]"));
  table.classList.add("usa-table--stacks");
  // Laid out as blocks it would be no table any more to those who hear it.
  const say = (elements, role) => [...elements].forEach((element) => element.setAttribute("role", role));
  say([table], "table");
  say([table.tHead, ...table.tBodies], "rowgroup");
  say(table.rows, "row");
  // The corner of a comparison is no heading.
  heads.forEach((head) => say([head], head.tagName === "TH" ? "columnheader" : "cell"));
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  // A heading of several rows stands in the first of them only.
  const columnOf = (row, at) => names.length - row.cells.length + at;
  const eachCell = (apply) => rows.forEach((row) => [...row.cells].forEach((cell, at) => apply(cell, columnOf(row, at))));
  const longColumns = new Set();
  eachCell((cell, column) => {
    cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
    cell.dataset.label = names[column] ?? "";
    const { length } = textOf(cell, ".usa-sr-only, .code, details:not([open]) > :not(summary)");
    cell.classList.toggle("is-empty", !cell.childElementCount && length === 0);
    if (length > 70 || cell.classList.contains("is-long")) longColumns.add(column);
  });
  // What is long in one row stands below its label in every row.
  eachCell((cell, column) => cell.classList.toggle("is-long", longColumns.has(column)));
}
