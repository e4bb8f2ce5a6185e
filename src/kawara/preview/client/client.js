// A tab of the preview: listens for news, and makes the page what it has become without losing the reader's place.
const self = document.currentScript;
let page = self.dataset.page;
let number = Number(self.dataset.number);
const first = document.documentElement.cloneNode(true);
let written = first;
link(first, document.documentElement);
document.documentElement.append(host);

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").documentElement;
}

// Other scripts and the browser may have changed the page before this one ran, which no edit is to undo.
async function begin() {
  const answer = await fetch(location.href, { cache: "force-cache" });
  const tree = parsed(await answer.text());
  const own = tree.querySelector("script[data-page]");
  if (!own || own.dataset.page !== page) return;
  adopt(tree, first);
  written = tree;
}

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
  const next = parsed(await answer.text());
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

function path(address) {
  return new URL(address, location.href).pathname;
}

function again(address) {
  const url = new URL(address, location.href);
  url.searchParams.set("kawara", number);
  return url.href;
}

// The addresses of a `srcset`, each before its width.
function allAgain(addresses) {
  const each = addresses.split(/,\s+/).map((one) => one.trim().split(/\s+/));
  return each.map(([address, ...width]) => [again(address), ...width].join(" ")).join(", ");
}

function pictures(changed) {
  for (const image of document.images) {
    if (![image.src, image.currentSrc].some((one) => one && changed.has(path(one)))) continue;
    const frame = image.closest("picture");
    const sets = [image, ...(frame ? frame.querySelectorAll("source") : [])].filter((one) => one.srcset);
    for (const one of sets) one.srcset = allAgain(one.srcset);
    image.src = again(image.src);
  }
  for (const player of document.querySelectorAll("video, audio")) {
    const sources = [player, ...player.querySelectorAll("source")].filter((one) => one.src && changed.has(path(one.src)));
    if (player.poster && changed.has(path(player.poster))) player.poster = again(player.poster);
    for (const one of sources) one.src = again(one.src);
    if (sources.length) player.load();
  }
}

function assets(news) {
  const changed = new Set(news.assets);
  if ([...document.scripts].some((one) => one.src && changed.has(path(one.src)))) { location.reload(); return; }
  const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")];
  const places = new Set(sheets.map((one) => path(one.href)));
  const imported = news.assets.some((one) => one.endsWith(".css") && !places.has(one));
  for (const one of sheets.filter((sheet) => imported || changed.has(path(sheet.href)))) swap(one, news.number);
  pictures(changed);
}

let working = begin().catch(() => {});
let isGone = false;

async function hear(news) {
  if (news.start !== self.dataset.start || news.number < number) { location.reload(); return; }
  const isNew = news.number > number;
  number = news.number;
  tell(news);
  if (news.follow && isNew && news.follow !== location.pathname) { location.assign(news.follow); return; }
  if (isNew) assets(news);
  if (isGone && news.page !== "") remark("");
  isGone = page !== "" && news.page === "" && !news.moved;
  if (news.page === page && !news.moved) return;
  if (page === "" || news.moved) {
    if (isNew) location.reload();
    return;
  }
  if (isGone) { remark("This page is no longer part of the site."); return; }
  remark("");
  await patch();
}

// A tab that nobody sees listens to nothing: browsers open six connections to one host, however many tabs there are.
let stream = null;

function listen() {
  const asked = new URLSearchParams({ page: location.pathname, since: number });
  stream = new EventSource(`/_kawara/events?${asked}`);
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    working = working.then(() => hear(news)).catch(() => location.reload());
  };
}

function attend() {
  if (stream && document.hidden) {
    stream.close();
    stream = null;
  } else if (!stream && !document.hidden) listen();
}

attend();
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", () => { if (stream) stream.close(); });
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
