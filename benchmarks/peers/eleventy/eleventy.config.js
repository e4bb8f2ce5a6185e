// The blog of the benchmark for Eleventy: the same pages as kawara makes, and nothing else.
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const PER_PAGE = 10;
const IN_FEED = 20;

const slug = (term) => term.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

const TAXONOMIES = {
  categories: { title: "Categories", of: (post) => post.data.categories, feeds: true },
  tags: { title: "Tags", of: (post) => post.data.tags, feeds: true },
  authors: { title: "Authors", of: (post) => [post.data.author], feeds: false },
};

// The collections are asked for several times in one build; the posts are the same each time.
const remembered = new WeakMap();

function blog(api) {
  const all = api.getFilteredByGlob("content/posts/*.md");
  const key = all[0];
  if (!remembered.has(key)) remembered.set(key, arranged(all.reverse()));
  return remembered.get(key);
}

function arranged(posts) {
  posts.forEach((post, at) => {
    post.data.newer = posts[at - 1];
    post.data.older = posts[at + 1];
  });
  return { posts, terms: Object.keys(TAXONOMIES).flatMap((kind) => grouped(kind, posts)) };
}

function grouped(kind, posts) {
  const terms = new Map();
  for (const post of posts)
    for (const name of TAXONOMIES[kind].of(post)) {
      if (!terms.has(name)) terms.set(name, { kind, name, url: `/${kind}/${slug(name)}/`, posts: [] });
      terms.get(name).posts.push(post);
    }
  return [...terms.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function paged(url, title, posts) {
  const total = Math.max(1, Math.ceil(posts.length / PER_PAGE));
  const at = (number) => (number === 1 ? url : `${url}page/${number}/`);
  return Array.from({ length: total }, (_, index) => ({
    url: at(index + 1),
    title,
    number: index + 1,
    total,
    newer: index > 0 ? at(index) : "",
    older: index + 1 < total ? at(index + 2) : "",
    posts: posts.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
  }));
}

function years(posts) {
  const found = new Map();
  for (const post of posts) {
    const [year] = post.data.years;
    found.set(year, [...(found.get(year) ?? []), post]);
  }
  return [...found].map(([year, of]) => ({ year, url: `/archive/${year}/`, posts: of }));
}

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPassthroughCopy({ static: "/" });
  config.addLayoutAlias("post", "post.njk");
  config.addGlobalData("site", { title: "Bench", description: "A made-up blog", url: "https://blog.example" });
  config.addCollection("lists", (api) => {
    const { posts, terms } = blog(api);
    return [...paged("/", "Bench", posts), ...terms.flatMap((term) => paged(term.url, term.name, term.posts))];
  });
  config.addCollection("indexes", (api) =>
    Object.entries(TAXONOMIES).map(([kind, { title }]) => ({
      url: `/${kind}/`,
      title,
      terms: blog(api).terms.filter((term) => term.kind === kind),
    })),
  );
  config.addCollection("years", (api) => years(blog(api).posts));
  config.addCollection("newest", (api) => blog(api).posts);
  config.addCollection("terms", (api) => blog(api).terms);
  config.addCollection("feeds", (api) => {
    const { posts, terms } = blog(api);
    const own = terms.filter((term) => TAXONOMIES[term.kind].feeds);
    return [{ url: "/", title: "Bench", posts: posts.slice(0, IN_FEED) }].concat(
      own.map((term) => ({ url: term.url, title: term.name, posts: term.posts.slice(0, IN_FEED) })),
    );
  });
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("slug", slug);
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
