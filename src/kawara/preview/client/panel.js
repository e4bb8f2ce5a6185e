// What the preview itself shows: problems, and why a page is not published. In a shadow tree, out of the site's reach.
const host = document.createElement("kawara-preview");
const panel = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { all: initial; font: 14px/1.5 system-ui, sans-serif; color-scheme: light dark }
  .banner, .badge, .note { position: fixed; z-index: 2147483646; padding: .4em .9em; border-radius: .5em;
    background: #222; color: #fff; box-shadow: 0 1px 6px #0006; border: 0; font: inherit }
  .banner { inset-block-end: 1em; inset-inline-start: 1em; max-width: calc(100vw - 12em); background: #7a4b00 }
  .badge { inset-block-end: 1em; inset-inline-end: 1em; cursor: pointer }
  .note { inset-block-start: 1em; inset-inline-end: 1em }
  .overlay { position: fixed; z-index: 2147483647; inset: 0; overflow: auto; background: #111e; color: #eee; padding: 2em }
  .overlay pre { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; margin: 0 0 1.2em; padding-inline-start: 1em;
    border-inline-start: 4px solid #d55 }
  .overlay pre.warning { border-color: #da3 }
  .overlay a { color: #9cf }
  .overlay button { position: absolute; inset-block-start: 1em; inset-inline-end: 1em; font: inherit; padding: .3em .8em }
  [hidden] { display: none }
`);
panel.adoptedStyleSheets = [sheet];

function made(tag, kind, text = "") {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = text;
  return element;
}

const banner = made("div", "banner");
const badge = made("button", "badge");
const overlay = made("div", "overlay");
const note = made("div", "note");
overlay.setAttribute("role", "alert");
badge.addEventListener("click", () => { overlay.hidden = !overlay.hidden; });
for (const element of [banner, badge, overlay, note]) {
  element.hidden = true;
  panel.append(element);
}

// One problem: the words of the terminal, with its place leading to the editor.
function block(problem) {
  const element = made("pre", problem.severity);
  if (problem.open && problem.place && problem.text.startsWith(problem.place)) {
    const link = made("a", "", problem.place);
    link.href = problem.open;
    element.append(link, problem.text.slice(problem.place.length));
  } else element.textContent = problem.text;
  return element;
}

let told = "";

function tell(news) {
  banner.textContent = news.banner;
  banner.hidden = !news.banner;
  const errors = news.problems.filter((one) => one.severity === "error").length;
  const all = news.problems.length + news.more;
  badge.textContent = `${all} problem${all === 1 ? "" : "s"}`;
  badge.hidden = !all;
  if (told === JSON.stringify(news.problems)) return;
  told = JSON.stringify(news.problems);
  const close = made("button", "", "Close");
  close.addEventListener("click", () => { overlay.hidden = true; });
  overlay.replaceChildren(close, ...news.problems.map(block));
  if (news.more) overlay.append(made("p", "", `… and ${news.more} more: see /_kawara/`));
  overlay.hidden = !errors;
}

function remark(text) {
  note.textContent = text;
  note.hidden = !text;
}
