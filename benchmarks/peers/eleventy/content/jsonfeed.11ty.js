export const data = {
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: ({ feed }) => `${feed.url}feed.json`,
};

const entry = (site) => (post) => ({
  id: site.url + post.url,
  url: site.url + post.url,
  title: post.data.title,
  summary: post.data.excerpt,
  content_html: post.content,
  date_published: post.date,
  language: post.data.language,
  tags: post.data.tags,
  authors: [{ name: post.data.author }],
});

export const render = ({ site, feed }) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: site.url + feed.url,
    feed_url: `${site.url}${feed.url}feed.json`,
    items: feed.posts.map(entry(site)),
  });
