// A tab of the preview: listens for news, and makes the page what it has become without losing the reader's place.
const self = document.currentScript;
let page = self.dataset.page;
let written = document.documentElement.cloneNode(true);
let number = 0;
link(written, document.documentElement);
document.documentElement.append(host);

const blocks = "p,li,h1,h2,h3,h4,h5,h6,pre,table,tr,td,th,dt,dd,blockquote,figure,img,details,summary";

function flash(touched) {
  const seen = new Set(touched.filter((one) => document.body.contains(one)).map((one) => one.closest(blocks) || one));
  for (const element of [...seen].filter((one) => one !== document.body && one.tagName !== "MAIN").slice(0, 5)) {
    element.animate([{ outline: "3px solid #e90" }, { outline: "3px solid transparent" }], 1500);
  }
  return [...seen][0];
}

async function patch() {
  const answer = await fetch(location.href, { cache: "no-cache" });
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").documentElement;
  if (needsReload(written, next)) { location.reload(); return; }
  const focused = document.activeElement;
  const [x, y] = [scrollX, scrollY];
  const touched = [];
  change(written, next, touched);
  written = next;
  page = next.querySelector("script[data-page]").dataset.page;
  if (focused && focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  scrollTo({ left: x, top: y, behavior: "instant" });
  const first = flash(touched);
  document.dispatchEvent(new CustomEvent("kawara:patched", { detail: { first } }));
}

// A style sheet goes only when the next one is there, so that the page is never bare.
function swap(sheetLink, stamp) {
  const address = new URL(sheetLink.href);
  address.searchParams.set("kawara", stamp);
  const next = sheetLink.cloneNode();
  next.href = address;
  next.addEventListener("load", () => sheetLink.remove());
  next.addEventListener("error", () => next.remove());
  sheetLink.after(next);
  const stack = [written];
  while (stack.length) {
    const node = stack.pop();
    if (shown.get(node) === sheetLink) shown.set(node, next);
    stack.push(...node.childNodes);
  }
}

function assets(news, missed) {
  const path = (address) => new URL(address, location.href).pathname;
  const changed = new Set(news.assets);
  if ([...document.scripts].some((one) => one.src && changed.has(path(one.src)))) { location.reload(); return; }
  const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")];
  const own = sheets.filter((one) => changed.has(path(one.href)));
  const imported = missed || (news.assets.some((one) => one.endsWith(".css")) && own.length === 0);
  for (const one of imported ? sheets : own) swap(one, news.number);
  for (const image of document.images) {
    if (image.src && changed.has(path(image.src))) {
      image.removeAttribute("srcset");
      image.src = `${path(image.src)}?kawara=${news.number}`;
    }
  }
}

let working = Promise.resolve();

async function hear(news) {
  const isFirst = number === 0;
  const missed = !isFirst && news.number > number + 1;
  const isNew = !isFirst && news.number !== number;
  if (news.number < number) { location.reload(); return; }
  number = news.number;
  tell(news);
  if (news.follow && !isFirst && news.follow !== location.pathname) { location.assign(news.follow); return; }
  if (isNew) assets(news, missed);
  if (news.page === page && !news.moved) return;
  if (page === "" || news.moved) { location.reload(); return; }
  if (news.page === "") { remark("This page is no longer part of the site."); return; }
  remark("");
  await patch();
}

const stream = new EventSource(`/_kawara/events?page=${encodeURIComponent(location.pathname)}`);
stream.onmessage = (event) => {
  const news = JSON.parse(event.data);
  working = working.then(() => hear(news)).catch(() => location.reload());
};
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// Those of a picture are what describes it.
function words(element) {
  const image = element.matches("img") ? element : element.querySelector("img");
  return element.textContent.trim() || (image ? image.alt : "");
}

// Alt-click on a block: its line in the editor.
addEventListener("click", async (event) => {
  if (!event.altKey || event.button !== 0 || !(event.target instanceof Element)) return;
  const element = event.target.closest(blocks);
  if (!element) return;
  event.preventDefault();
  const same = [...document.querySelectorAll(element.tagName)].filter((one) => words(one) === words(element));
  const [tag, nth] = [element.tagName.toLowerCase(), same.indexOf(element)];
  const asked = new URLSearchParams({ page: location.pathname, text: words(element), tag, nth });
  const answer = await (await fetch(`/_kawara/line?${asked}`)).json();
  remark(answer.place || "");
  document.dispatchEvent(new CustomEvent("kawara:line", { detail: answer }));
  if (answer.open) location.href = answer.open;
}, true);
