import TestSupport
import Testing

/// The program itself on a terminal: what the language promises of its prompt.
@Suite("The session of segue on a terminal")
struct SessionTests {
  let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func start(_ variables: [String: String] = [:]) throws -> PseudoTerminal {
    let places = [
      "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
      "XDG_CONFIG_HOME": home.path + "/config", "TERM": "dumb",
    ]
    let terminal = try PseudoTerminal(
      "segue", environment: places.merging(variables) { $1 }, columns: 90, rows: 40)
    terminal.waitForOutput(">>> ")
    return terminal
  }

  /// Waits for the prompt, types a line, and waits for what it shows.
  ///
  /// What is typed while a statement runs may be taken for a terminal's answer, so nothing is.
  private func enter(_ line: String, _ terminal: PseudoTerminal, shows text: String? = nil) {
    waitForPrompt(terminal)
    terminal.type(line)
    terminal.wait("the echo of \(line.debugDescription)") { $0.text.contains(line) }
    terminal.type("\r")
    terminal.wait("the line is entered") { $0.column != 4 + line.count }
    if let text { terminal.waitForOutput(text) }
  }

  private func waitForPrompt(_ terminal: PseudoTerminal) {
    terminal.wait("the prompt") { screen in
      screen.column == 4 && screen.rows.last { !$0.isEmpty }?.hasPrefix(">>>") == true
    }
  }

  /// The pseudocode of the seed, to the letter.
  static let pseudocode = """
    def full_inference(image, target, K):
        # initialization
        click_seq = []
        z = initialize_z(image, target)
        y = initialize_y(image, target)

        # inference
        for k in [0, ..., K-1]:
            clicks_k = oracle(y, target, click_seq)  # annotate
            click_seq.append(clicks_k)
            y, z = model(image, z, click_seq)  # predict 
        return y

    """

  @Test("the seed's pseudocode runs, pasted unchanged")
  func pseudocode() throws {
    let terminal = try start(["TERM": "xterm-256color", "NO_COLOR": "1"])
    enter("oracle = robots.center(); model = models.geodesic()", terminal)
    enter("initialize_z, initialize_y = model.initialize_z, model.initialize_y", terminal)
    waitForPrompt(terminal)
    terminal.paste(Self.pseudocode)
    terminal.wait("the pasted text") { $0.text.contains("return y") }
    terminal.type("\r")
    enter("s = datasets.synthetic(count=1, size=\"24x32\")[0]", terminal)
    enter("full_inference(s.image, s.target, 2)", terminal, shows: "plane, 24×32 pixels, from ")
    waitForPrompt(terminal)
    terminal.type("exit\r")
    #expect(terminal.exitCode() == 0)
  }

  @Test("a terminal that cannot move its cursor gets plain text for every value")
  func plainValues() throws {
    let terminal = try start()
    enter("m = mask_of(\"..#|.##\")", terminal)
    enter("m", terminal, shows: "mask, 2×3 pixels, 3 object (50.0 %)")
    enter("[m, ~m]", terminal, shows: "list of 2\r\n  [0]  mask, 2×3 pixels, 3 object")
    enter("{\"a\": click(3, 4)}", terminal, shows: "\"a\"  positive click at row 3, column 4")
    enter(
      "tensor([[1, 2], [3, 4]])", terminal, shows: "tensor, 2×2, float32, from 1 to 4, mean 2.5000")
    enter("_ @ _", terminal, shows: "tensor([[ 7., 10.],")
    enter("models.geodesic()", terminal, shows: "model geodesic\r\n  length_cost 14.5")
    enter("list(range(5000))", terminal, shows: "(5000 in all; print shows everything)")
    enter("_2.area", terminal, shows: "3")
    enter("metrics.iou?", terminal, shows: "Two empty masks agree")
    enter("m.area?", terminal, shows: "mask.area: the number of object pixels\r\n3\r\n")
    enter("?m.any", terminal, shows: "mask.any(axis=None): whether some pixel is object")
    enter("help(metrics.iou)", terminal, shows: "call:  metrics.iou(")
    enter("worst = [1]", terminal)
    enter(
      "save m worst.png", terminal,
      shows: "write \"worst.png\" in quotes to mean the word itself")
    enter("session save \"\(home.path)/work.seg\"", terminal, shows: "statements written to")
    waitForPrompt(terminal)
    terminal.type("exit\r")
    #expect(terminal.exitCode() == 0)
  }
}
