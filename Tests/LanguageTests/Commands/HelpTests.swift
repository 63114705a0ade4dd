import Basics
import Testing

@testable import Language

@Suite("Help")
struct HelpTests {
  @Test("the page of a command")
  func page() {
    let page = HelpText(context: toyContext()).page(for: CommandDeclaration(Sell.self))
    #expect(
      page == """
        sell: Sell fruit to a customer.

        usage: sell FRUIT… [--count COUNT] [--discount DISCOUNT] [--customer CUSTOMER]
                 [--no-wrap] [--is-quiet]
        call:  sell(fruit, *, count=1, discount=1, customer=None, wrap=True,
                 is_quiet=False)

        Arguments
          FRUIT…  what is sold (list of fruits); one of apple, pear, plum

        Options
          --count COUNT        how many of each (whole number, from 1 to 99; default 1)
          --discount DISCOUNT  the share of the full price (fraction; default 1)
          --customer CUSTOMER  who buys (string)
          --wrap, --no-wrap    wrap each fruit (on unless told)
          --is-quiet           say nothing

        Prices are in pence.

        Nothing is sold on credit.

        Examples
          sell apple pear --count 3
            "apple pear to nobody: 3 at 1, wrapped"
          sell("plum", customer="Ann")
            "plum to Ann: 1 at 1, wrapped"

        """)
  }

  @Test("the overview lists commands by topic")
  func overview() {
    #expect(
      HelpText(context: toyContext()).overview() == """
        Commands by topic; `help NAME` tells more.

        Market
          sell         Sell fruit to a customer.
          weigh        Weigh a crate.
          crates.make  Make a crate.

        Office
          tally        Add numbers up.

        """)
  }

  @Test("the Markdown reference has each command with its parameters")
  func markdown() {
    let text = CommandReference(context: toyContext()).markdown
    #expect(text.contains("\n## Market\n\n### `sell`\n\nSell fruit to a customer.\n"))
    #expect(
      text.contains("| `--count COUNT` | whole number, from 1 to 99 | `1` | how many of each |\n"))
    #expect(
      text.contains(
        "| `FRUIT…` | list of fruits | required | what is sold: `apple`, `pear`, `plum` |\n"))
    #expect(text.contains("| `--wrap, --no-wrap` | flag | on | wrap each fruit |\n"))
    #expect(text.contains("```python\ntally 1 2.5 -3\n# 0.5\n```"))
  }

  @Test("the manual page escapes what roff would take for a command")
  func roff() {
    let page = ManualPage(context: toyContext()).roff
    #expect(page.hasPrefix(".TH SEGUE 1 "))
    #expect(page.contains(".SS weigh CRATE [TIMES] [\\-\\-scale SCALE]\nWeigh a crate.\n"))
    let requests: Set = ["TH", "SH", "SS", "TP", "B", "br", "PP", "nf", "fi", "RS", "RE"]
    for line in page.split(separator: "\n") where line.hasPrefix(".") {
      #expect(requests.contains(String(line.dropFirst().prefix { $0 != " " })))
    }
  }

  @Test("the JSON dump has every declaration")
  func json() {
    let text = DeclarationJSON(context: toyContext()).text
    #expect(text.contains("\"name\": \"sell\""))
    #expect(text.contains("\"choices\": [\"apple\", \"pear\", \"plum\"]"))
    #expect(text.contains("\"default\": \"1\", \"range\": \"from 1 to 99\""))
    #expect(JSONText.quoted("a\"b\\\n\u{1}é") == "\"a\\\"b\\\\\\n\\u0001é\"")
  }

  @Test("each shell's completion script asks segue itself", arguments: ShellKind.allCases)
  func shells(shell: ShellKind) {
    #expect(shell.completionScript.contains("segue __complete"))
  }
}
