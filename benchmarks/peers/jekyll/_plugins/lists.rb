# Jekyll itself makes no pages of terms and years; this makes all lists, feeds and the sitemap as pages without files.
module Bench
  class Lists < Jekyll::Generator
    KINDS = {
      "categories" => ->(post) { post.data["categories"] },
      "tags" => ->(post) { post.data["tags"] },
      "authors" => ->(post) { [post.data["author"]] },
    }.freeze
    WITH_FEEDS = %w[categories tags].freeze

    def generate(site)
      @site = site
      posts = site.posts.docs.reverse
      listing("/", site.config["title"], posts)
      feed("/", site.config["title"], posts)
      terms = KINDS.flat_map { |kind, of| taxonomy(kind, grouped(posts, of)) }
      years(posts)
      page("/sitemap.xml", "sitemap", "posts" => posts, "urls" => terms)
      page("/robots.txt", "robots", {})
      page("/404.html", "404", "title" => "Not found")
    end

    private

    def grouped(posts, of)
      groups = Hash.new { |hash, key| hash[key] = [] }
      posts.each { |post| of.call(post).each { |name| groups[name] << post } }
      groups.sort.to_h
    end

    def taxonomy(kind, groups)
      terms = groups.map { |name, posts| { "name" => name, "url" => url(kind, name), "count" => posts.size } }
      page("/#{kind}/index.html", "terms", "title" => kind.capitalize, "terms" => terms)
      groups.each do |name, posts|
        listing(url(kind, name), name, posts)
        feed(url(kind, name), name, posts) if WITH_FEEDS.include?(kind)
      end
      terms.map { |term| term["url"] }
    end

    def years(posts)
      groups = posts.group_by { |post| post.date.year }
      years = groups.map { |year, of| { "name" => year, "url" => "/archive/#{year}/", "posts" => of } }
      page("/archive/index.html", "archive", "title" => "Archive", "years" => years)
      groups.each { |year, of| page("/archive/#{year}/index.html", "year", "title" => year, "posts" => of) }
    end

    def listing(url, title, posts)
      parts = posts.each_slice(@site.config["per_page"]).to_a
      at = ->(number) { number == 1 ? url : "#{url}page/#{number}/" }
      parts.each.with_index(1) do |part, number|
        data = { "title" => title, "posts" => part, "number" => number, "total" => parts.size }
        data["newer"] = at.call(number - 1) if number > 1
        data["older"] = at.call(number + 1) if number < parts.size
        page("#{at.call(number)}index.html", "list", data)
      end
    end

    def feed(url, title, posts)
      page("#{url}feed.xml", "feed", "title" => title, "home" => url, "posts" => posts.first(@site.config["in_feed"]))
    end

    def url(kind, name)
      "/#{kind}/#{Jekyll::Utils.slugify(name)}/"
    end

    def page(path, layout, data)
      made = Jekyll::PageWithoutAFile.new(@site, @site.source, File.dirname(path), File.basename(path))
      made.data.merge!("layout" => layout, "permalink" => path.delete_suffix("index.html"), **data)
      @site.pages << made
    end
  end
end
