import Testing

@testable import Commands

@Suite("Markdown in reports")
struct MarkdownTests {
  private static var markdown: Markdown {
    Markdown(
      picture: { $0 == "cat.png" ? "data:image/png;base64,AA==" : nil },
      code: { text, language in "<pre class=\"\(language)\">\(HTML.escaped(text))</pre>\n" })
  }

  private static let cases: [(String, String)] = [
    ("# One\n## Two *em*", "<h1>One</h1>\n<h2>Two <em>em</em></h2>\n"),
    ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>\n"),
    ("a  \nb", "<p>a<br>\nb</p>\n"),
    (
      "**b** __b__ _i_ *i* ~~d~~",
      "<p><strong>b</strong> <strong>b</strong> <em>i</em> <em>i</em> <del>d</del></p>\n"
    ),
    ("***x***", "<p><strong><em>x</em></strong></p>\n"),
    ("a_b_c 2 * 3 * 4 \\*x\\*", "<p>a_b_c 2 * 3 * 4 *x*</p>\n"),
    ("`<a>` and ``a`b``", "<p><code>&lt;a&gt;</code> and <code>a`b</code></p>\n"),
    (
      "<script>alert(1)</script> & \"q\"",
      "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot;</p>\n"
    ),
    (
      "[t *e*](https://a.b/c?d=1&e=2)",
      "<p><a href=\"https://a.b/c?d=1&amp;e=2\">t <em>e</em></a></p>\n"
    ),
    ("[t](javascript:alert(1)) [u](#place)", "<p>t <a href=\"#place\">u</a></p>\n"),
    ("[a](\" onclick=\"x)", "<p><a href=\"&quot;\">a</a></p>\n"),
    ("<https://a.b>", "<p><a href=\"https://a.b\">https://a.b</a></p>\n"),
    ("![a cat](cat.png)", "<p><img src=\"data:image/png;base64,AA==\" alt=\"a cat\"></p>\n"),
    ("![a](https://a.b/c.png)", "<p><a href=\"https://a.b/c.png\">a</a></p>\n"),
    (
      "- a\n- b\n  - c\n\ntext",
      "<ul>\n<li>a\n</li>\n<li>b\n<ul>\n<li>c\n</li>\n</ul>\n</li>\n</ul>\n<p>text</p>\n"
    ),
    ("3. a\n4. b", "<ol start=\"3\">\n<li>a\n</li>\n<li>b\n</li>\n</ol>\n"),
    ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
    ("> a\n> - b", "<blockquote>\n<p>a</p>\n<ul>\n<li>b\n</li>\n</ul>\n</blockquote>\n"),
    ("```python\nx < 1\n\ny\n```\nz", "<pre class=\"python\">x &lt; 1\n\ny</pre>\n<p>z</p>\n"),
    ("    code\n\n    more\ntext", "<pre class=\"\">code\n\nmore</pre>\n<p>text</p>\n"),
    ("a\n\n---\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
    (
      "| a | b |\n|---|--:|\n| 1 | `x` |\n| 2 \\| 3 |",
      "<div class=\"wide\"><table>\n<thead><tr><th>a</th><th class=\"right\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td class=\"right\"><code>x</code></td></tr>\n<tr><td>2 | 3</td><td class=\"right\"></td></tr>\n</tbody></table></div>\n"
    ),
    ("a | b\nno table", "<p>a | b\nno table</p>\n"),
    ("**never closed", "<p>**never closed</p>\n"),
    ("", ""),
  ]

  @Test("becomes HTML", arguments: cases)
  func becomes(text: String, html: String) { #expect(Self.markdown.html(text) == html) }

  @Test(
    "that is hostile ends soon",
    arguments: ["*", "_", "`", "[", "![", "> ", "- ", "**a", "|-", "\\", "<", "    - "])
  func hostile(part: String) {
    let text = String(repeating: part, count: 5000)
    let lines = String(repeating: part + "\n", count: 2000)
    #expect(!Self.markdown.html(text).contains("<script"))
    #expect(!Self.markdown.html(lines).contains("<script"))
  }
}
