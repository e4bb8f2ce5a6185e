// The search page. Nothing of the index is loaded before the box is used; the words stand in the address, so a search can be shared.
const AT_ONCE = 10;
const PAUSE = 200;
const lang = document.documentElement.lang;
const box = document.querySelector("form.search input");
const [state, list, more] = ["state", "found", "more"].map((id) => document.getElementById(id));
const { index, waiting, found, none, failed } = state.dataset;
let loading, closing, timer, asked = 0;

// Each language has an index of its own; those of the others are searched too, and what they find stands last.
async function opened() {
  await closing;
  const at = new URL(index, location.href).pathname;
  const [pagefind, answer] = await Promise.all([import(`${at}pagefind.js`), fetch(`${at}pagefind-entry.json`)]);
  const { languages } = await answer.json();
  const own = lang.toLowerCase() in languages ? lang.toLowerCase() : undefined;
  await pagefind.init();
  for (const other of own ? Object.keys(languages) : []) {
    if (other !== own) await pagefind.mergeIndex(`${at.slice(0, -1)}/./`, { language: other });
  }
  return pagefind;
}

function start() {
  loading ??= opened().catch((error) => { loading = undefined; throw error; });
  return loading;
}

// Blocks of a page are joined by full stops, also before the first, and after words of languages that write another one.
function punctuated(text) {
  return text.replace(/(?<=[\u3040-\u30ff\u3400-\u9fff])\. ?/g, "。");
}

// An excerpt is text with marks in it, and nothing else of it is taken over. It ends where it is cut off.
function marked(excerpt) {
  const made = document.createElement("p");
  for (const node of new DOMParser().parseFromString(excerpt, "text/html").body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    part.textContent = punctuated(node.textContent);
    made.append(part);
  }
  const { firstChild: first } = made;
  if (first) first.textContent = first.textContent.replace(/^[.。\s]+/, "");
  if (!/[.!?。！？」]\s*$/.test(made.textContent)) made.append("…");
  return made;
}

function link(url, title) {
  const made = document.createElement("a");
  made.href = url;
  made.textContent = title;
  return made;
}

function item(id, { url, meta, excerpt, sub_results: parts }) {
  const made = document.createElement("li");
  const heading = document.createElement("h2");
  const best = parts.find((part) => part.url !== url && part.excerpt === excerpt);
  heading.className = "headline";
  heading.append(link(url, meta.title || url));
  made.append(heading, marked(excerpt));
  if (best) made.append(link(best.url, best.title));
  const own = id.split("_")[0];
  if (own && own !== lang.toLowerCase()) made.lang = own;
  return made;
}

async function show(results, turn) {
  const items = await Promise.all(results.slice(0, AT_ONCE).map(async (one) => item(one.id, await one.data())));
  if (turn !== asked) return;
  const left = results.slice(AT_ONCE);
  list.append(...items);
  more.hidden = !left.length;
  more.onclick = () => further(left, turn);
  return items[0];
}

// What could not be fetched can be asked for again, of another Pagefind: one that has failed to fetch a file does not try again.
function broken(turn) {
  if (turn !== asked) return;
  state.textContent = failed;
  more.onclick = changed;
  closing = loading?.then((pagefind) => pagefind.destroy()).catch(() => {});
  loading = undefined;
}

// Who asks for more reads on from there, and gets it once.
async function further(results, turn) {
  more.onclick = null;
  try {
    const first = await show(results, turn);
    first?.querySelector("a").focus();
  } catch {
    broken(turn);
  }
}

async function search(words) {
  const turn = ++asked;
  const late = setTimeout(() => { if (turn === asked) state.textContent = waiting; }, PAUSE);
  try {
    const { results } = words ? await (await start()).search(words) : { results: [] };
    if (turn !== asked) return;
    const isOwn = (one) => one.id.startsWith(`${lang.toLowerCase()}_`);
    const inOrder = [...results.filter(isOwn), ...results.filter((one) => !isOwn(one))];
    list.replaceChildren();
    await show(inOrder, turn);
    if (turn === asked) state.textContent = !words ? "" : results.length ? found.replace("#", results.length) : none;
  } catch {
    broken(turn);
  } finally {
    clearTimeout(late);
  }
}

function changed() {
  const words = box.value.trim();
  const address = new URL(location.href);
  if (words) address.searchParams.set("q", words); else address.searchParams.delete("q");
  history.replaceState(null, "", address);
  search(words);
}

box.value = new URLSearchParams(location.search).get("q") ?? "";
box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(changed, PAUSE); });
box.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); changed(); });
if (box.value) search(box.value.trim()); else box.focus();
// Only now: that it has the focus from the beginning is no wish to search.
for (const sign of ["focus", "pointerdown", "keydown"]) box.addEventListener(sign, () => start().catch(() => {}), { once: true });
