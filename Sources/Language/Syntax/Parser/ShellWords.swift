/// Commands of the system's shell that people type at the prompt, and our way for each.
enum ShellWords {
  /// What to do instead; nil for a word that is none of them.
  static func way(of word: String) -> String? { ways[word] }

  /// Programs that read what another program writes.
  static let filters: Set<String> = [
    "head", "tail", "less", "more", "grep", "wc", "sort", "cat", "tee", "uniq", "awk", "sed", "cut",
  ]

  private static let shell = "the system's shell runs programs and changes files"

  private static let ways: [String: String] = {
    var ways = [
      "ls": "write glob(\"*\") for the names, or inspect FOLDER",
      "dir": "write glob(\"*\") for the names, or inspect FOLDER",
      "ll": "write glob(\"*\") for the names, or inspect FOLDER",
      "cd": "the folder is that in which segue was started; write paths: open ../data",
      "pwd": "write env(\"PWD\")",
      "cat": "write print(read_text(\"FILE\"))",
      "less": "write print(read_text(\"FILE\"))",
      "more": "write print(read_text(\"FILE\"))",
      "head": "write print(read_text(\"FILE\")[:500])",
      "tail": "write print(read_text(\"FILE\")[-500:])",
      "echo": "write print(…)",
      "printf": "write print(…)",
      "clear": "Ctrl-L clears the screen",
      "cls": "Ctrl-L clears the screen",
      "man": "write help NAME, or NAME?",
      "exit": "Ctrl-D or exit alone leaves; in a script, fail(…) ends with an error",
      "quit": "Ctrl-D or quit alone leaves; in a script, fail(…) ends with an error",
      "export": "start segue as NAME=value segue",
      "source": "write load(\"FILE.seg\", \"name\"), or segue FILE.seg in the system's shell",
      "run": "write load(\"FILE.seg\", \"name\"), or segue FILE.seg in the system's shell",
    ]
    for editor in ["vi", "vim", "nano", "emacs", "code", "edit"] {
      ways[editor] = "Ctrl-X Ctrl-E opens the text in $EDITOR"
    }
    let programs = [
      "rm", "mv", "cp", "mkdir", "rmdir", "touch", "chmod", "grep", "find", "which", "python",
      "python3", "pip", "sudo", "bash", "sh", "git", "wget", "curl", "unzip", "tar", "top", "kill",
    ]
    for program in programs { ways[program] = shell }
    return ways
  }()
}
