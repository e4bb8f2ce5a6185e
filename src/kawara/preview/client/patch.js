// One page becomes the next by changing only what differs between the two as they were written.
//
// What the browser shows is never compared: scripts and readers may have changed it. `shown` leads from each node as it was
// written to the one that is shown for it.
const shown = new WeakMap();

function link(written, live) {
  shown.set(written, live);
  for (let i = 0; i < written.childNodes.length && i < live.childNodes.length; i += 1) {
    link(written.childNodes[i], live.childNodes[i]);
  }
}

const naming = ["id", "src", "href", "rel", "name", "property"];

function alike(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  return one.nodeType !== Node.ELEMENT_NODE || naming.every((name) => one.getAttribute(name) === other.getAttribute(name));
}

// The page as it was written, where `seen` is how a script first saw it: with what others had put in by then.
function adopt(written, seen) {
  const live = shown.get(seen);
  if (live) shown.set(written, live);
  const there = [...seen.childNodes];
  let from = 0;
  for (const node of written.childNodes) {
    let at = there.findIndex((other, i) => i >= from && alike(node, other));
    if (at < 0) at = there[from] && there[from].nodeName === node.nodeName ? from : -1;
    if (at < 0) continue;
    adopt(node, there[at]);
    from = at + 1;
  }
}

// The next written form of something that stays as it is.
function relink(before, after) {
  const live = shown.get(before);
  if (live) shown.set(after, live);
  before.childNodes.forEach((node, i) => relink(node, after.childNodes[i]));
}

// The child of `host` that holds a node: a script may have put a frame around it.
function outermost(node, host) {
  let found = node;
  while (found && found.parentNode !== host) found = found.parentNode;
  return found || null;
}

function attributes(before, after, live) {
  for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
    if (before.getAttribute(name) === after.getAttribute(name)) continue;
    if (after.hasAttribute(name)) live.setAttribute(name, after.getAttribute(name));
    else live.removeAttribute(name);
  }
}

// Pairs of equal nodes, in order: the longest common subsequence.
function equals(a, b) {
  const pairs = [];
  let start = 0;
  let [m, n] = [a.length, b.length];
  while (start < m && start < n && a[start].isEqualNode(b[start])) { pairs.push([start, start]); start += 1; }
  const tail = [];
  while (m > start && n > start && a[m - 1].isEqualNode(b[n - 1])) { m -= 1; n -= 1; tail.unshift([m, n]); }
  if ((m - start) * (n - start) > 250000) return [...pairs, ...tail];
  const rows = Array.from({ length: m - start + 1 }, () => new Uint16Array(n - start + 1));
  const same = (i, j) => a[i + start].isEqualNode(b[j + start]);
  for (let i = m - start - 1; i >= 0; i -= 1) {
    for (let j = n - start - 1; j >= 0; j -= 1) {
      rows[i][j] = same(i, j) ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < m - start && j < n - start;) {
    if (same(i, j)) { pairs.push([i + start, j + start]); i += 1; j += 1; }
    else if (rows[i + 1][j] >= rows[i][j + 1]) i += 1;
    else j += 1;
  }
  return [...pairs, ...tail];
}

function insert(node, host, next, touched) {
  const made = document.importNode(node, true);
  link(node, made);
  host.insertBefore(made, next);
  if (made.nodeType === Node.ELEMENT_NODE) touched.push(made);
  else if (made.nodeValue.trim()) touched.push(host);
}

function drop(node, host) {
  const live = outermost(shown.get(node), host);
  if (live) live.remove();
}

// What stands between two equal nodes: like is changed into like, the rest goes or comes.
function gap(before, after, host, next, touched) {
  let old = 0;
  for (const node of after) {
    const like = before[old];
    if (like && like.nodeName === node.nodeName && shown.get(like) && host.contains(shown.get(like))) {
      change(like, node, touched);
      old += 1;
    } else {
      const anchor = like ? outermost(shown.get(like), host) : next;
      insert(node, host, anchor || next, touched);
    }
  }
  for (const node of before.slice(old)) drop(node, host);
  if (before.length > old) touched.push(host);
}

function change(before, after, touched) {
  const live = shown.get(before);
  shown.set(after, live);
  if (live.nodeName === "NOSCRIPT") return; // its content is text to the browser that shows it, and elements to a parser
  if (before.nodeType !== Node.ELEMENT_NODE) {
    if (before.nodeValue !== after.nodeValue) {
      live.nodeValue = after.nodeValue;
      touched.push(live.parentNode);
    }
    return;
  }
  attributes(before, after, live);
  const [a, b] = [[...before.childNodes], [...after.childNodes]];
  let [i, j] = [0, 0];
  for (const [x, y] of [...equals(a, b), [a.length, b.length]]) {
    const next = x < a.length ? outermost(shown.get(a[x]), live) : null;
    gap(a.slice(i, x), b.slice(j, y), live, next, touched);
    if (x < a.length) relink(a[x], b[y]);
    [i, j] = [x + 1, y + 1];
  }
}

// Whether the new page brings a script that only a browser that loads it would run.
function needsReload(before, after) {
  const texts = (page) => [...page.querySelectorAll("script:not([data-page])")].map((one) => one.outerHTML).join("\n");
  return texts(before) !== texts(after);
}
