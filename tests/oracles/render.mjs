// A JSON list of Markdown texts on standard input, the HTML that the original parsers make of each on standard output.
//     node render.mjs plain|friendly < texts.json > html.json
import { readFileSync } from "node:fs";
import MarkdownIt from "markdown-it";
import cjkFriendly from "markdown-it-cjk-friendly";

const parser = new MarkdownIt("commonmark").enable("strikethrough");
if (process.argv[2] === "friendly") parser.use(cjkFriendly);

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => parser.render(text))));
