/// The looks of a page: light and dark as the reader's system is, narrow and wide, on screen and on paper.
enum PageStyle {
  static let css = """
    :root { color-scheme: light dark;
      --ground: #ffffff; --text: #1f2328; --faint: #656d76; --line: #d8dee4; --block: #f6f8fa;
      --accent: #0a6ebd; --good: #1a7f37; --bad: #b3261e; --bad-ground: #fdecea; --stopped: #8a6100;
      --comment: #6a737d; --string: #0a5c36; --number: #0b5cad; --keyword: #a8236b; --verb: #6b3fa0; --flag: #8a5a00; }
    @media (prefers-color-scheme: dark) { :root {
      --ground: #14171b; --text: #e3e7eb; --faint: #98a2ad; --line: #31373e; --block: #1d2126;
      --accent: #6cb6ff; --good: #57c56f; --bad: #ff8a80; --bad-ground: #34191a; --stopped: #e3b341;
      --comment: #8b949e; --string: #7ee2a8; --number: #79c0ff; --keyword: #ff9bce; --verb: #d2a8ff; --flag: #f0c674; } }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.6; font-size: 16px;
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif; }
    main { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
    header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: baseline; justify-content: space-between;
      border-bottom: 1px solid var(--line); padding-bottom: .6rem; margin-bottom: 1.6rem; font-size: .875rem; }
    .file { color: var(--faint); font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
    .state { font-weight: 600; }
    .state::before { content: "●"; margin-right: .4em; }
    .good { color: var(--good); } .bad { color: var(--bad); } .stopped { color: var(--stopped); }
    h1, h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 .6em; font-weight: 650; }
    h1 { font-size: 1.9rem; margin-top: .4em; letter-spacing: -.01em; } h2 { font-size: 1.4rem; } h3 { font-size: 1.15rem; } h4 { font-size: 1rem; }
    .cell-title { color: var(--faint); font-size: .8rem; text-transform: uppercase; letter-spacing: .06em; margin: 2.2em 0 .5em; }
    p, ul, ol, blockquote { margin: .8em 0; }
    ul, ol { padding-left: 1.6em; } li { margin: .2em 0; }
    blockquote { margin-left: 0; padding: .1em 1em; border-left: 3px solid var(--line); color: var(--faint); }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
    a { color: var(--accent); text-underline-offset: .15em; }
    code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
    code { background: var(--block); padding: .12em .35em; border-radius: 4px; }
    pre { margin: 0; overflow-x: auto; line-height: 1.5; tab-size: 4; }
    .code { background: var(--block); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; }
    .code i { font-style: normal; }
    .c { color: var(--comment); } .s { color: var(--string); } .n { color: var(--number); }
    .k { color: var(--keyword); } .v { color: var(--verb); } .f { color: var(--flag); }
    .cell { position: relative; margin: 1.2rem 0 0; }
    .time { position: absolute; right: .7rem; bottom: .45rem; font-size: .72rem; color: var(--faint);
      background: var(--block); padding: 0 .3rem; font-variant-numeric: tabular-nums; }
    .output, .message, .error, .shown { margin: .5rem 0 0; padding: .35rem 1rem; border-left: 3px solid var(--line); border-radius: 0 6px 6px 0; }
    .message { color: var(--faint); }
    .error { border-left-color: var(--bad); background: var(--bad-ground); color: var(--bad); padding: .8rem 1rem; }
    .shown > :first-child { margin-top: .3rem; } .shown > :last-child { margin-bottom: .3rem; }
    section { margin: 0 0 1.4rem; }
    .result { margin: 0; } .result p { color: var(--faint); font-size: .875rem; margin: .4em 0; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; margin: .9rem 0; }
    table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .35rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    thead th { border-bottom: 2px solid var(--line); font-weight: 600; }
    tbody tr:last-child td { border-bottom: 0; }
    .numbers th:not(:first-child), .numbers td:not(:first-child), .right { text-align: right; } .center { text-align: center; }
    figure { margin: .6rem 0; } img { max-width: 100%; height: auto; display: block; border-radius: 4px; }
    .pixels { image-rendering: pixelated; border: 1px solid var(--line); }
    figcaption { color: var(--faint); font-size: .85rem; margin-top: .35rem; white-space: pre-line; }
    .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; }
    .gallery figure { margin: 0; }
    .plot { width: 100%; max-width: 40rem; height: auto; display: block; margin: .8rem 0; }
    .plot text { fill: var(--faint); font-size: 12px; font-family: inherit; }
    .grid { stroke: var(--line); stroke-width: 1; } .curve { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
    .dot { fill: var(--accent); stroke: var(--ground); stroke-width: 1.5; }
    .more { color: var(--faint); font-size: .875rem; }
    footer { margin-top: 3.5rem; border-top: 1px solid var(--line); font-size: .875rem; }
    footer h2 { font-size: 1rem; margin: 1.2em 0 .6em; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: 0; }
    dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 32rem) { main { padding: 1rem .9rem 3rem; } h1 { font-size: 1.55rem; } dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
      .code, .output, .message, .error, .shown { padding-left: .75rem; padding-right: .75rem; } th, td { padding: .3rem .55rem; } }
    @media print { :root { --ground: #fff; --text: #000; --faint: #444; --line: #bbb; --block: #f5f5f5; --bad-ground: #fff; } main { max-width: none; padding: 0; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; } .cell, figure, table, .error { break-inside: avoid; } h1, h2, h3, h4 { break-after: avoid; } }
    """
}
