import Language

/// The commands of region selectors, in the order of `help`.
let selectorCommands: [any Command.Type] = [
  SelectorsDummy.self,
  SelectorsRandomSingle.self,
  SelectorsRandomClass.self,
  SelectorsRandomConnectedRegion.self,
  SelectorsRandomMerge.self,
  SelectorsBackground.self,
  SelectorsBiggestRegion.self,
  SelectorsById.self,
  SelectorsByArea.self,
  SelectorsThings.self,
  SelectorsStuff.self,
  SelectorsParents.self,
  SelectorsChildren.self,
  SelectorsRoots.self,
  SelectorsLeaves.self,
  SelectorsHierarchical.self,
  SelectorsMixture.self,
]
