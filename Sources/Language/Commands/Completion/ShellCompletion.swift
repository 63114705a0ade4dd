/// A shell for which completion can be installed.
public enum ShellKind: String, Choice {
  /// The Bourne-again shell.
  case bash
  /// The Z shell.
  case zsh
  /// The friendly interactive shell.
  case fish

  /// The name in messages.
  public static let typeName = "shell"

  /// The script that the shell reads; it asks `segue __complete`, so that it never goes stale.
  ///
  /// The answer has a line for each completion: the word, a tab, its description.
  public var completionScript: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  private static let bashScript = #"""
    # segue completion for bash: eval "$(segue completions bash)"
    _segue() {
      local word=${COMP_WORDS[COMP_CWORD]} line
      COMPREPLY=()
      while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\t'*}")
      done < <(segue __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
      [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    }
    complete -F _segue segue

    """#

  private static let zshScript = #"""
    #compdef segue
    # segue completion for zsh: eval "$(segue completions zsh)"
    _segue() {
      local -a words_and_meanings
      local line
      while IFS= read -r line; do
        words_and_meanings+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
      done < <(segue __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
      _describe segue words_and_meanings
    }
    compdef _segue segue
    # Read from $fpath, this text is what the first completion calls.
    if [[ ${funcstack[1]-} = _segue ]]; then _segue "$@"; fi

    """#

  private static let fishScript = #"""
    # segue completion for fish: segue completions fish | source
    function __segue_complete
      segue __complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null
    end
    complete -c segue -f -a '(__segue_complete)'

    """#
}
