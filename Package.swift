// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "segue",
  products: [
    .executable(name: "segue", targets: ["segue"]),
    .library(name: "Language", targets: ["Language"]),
    .library(name: "Imaging", targets: ["Imaging"]),
    .library(name: "Clicking", targets: ["Clicking"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Models", targets: ["Models"]),
    .library(name: "Engine", targets: ["Engine"]),
  ],
  targets: [
    // System libraries: a module map and a shim each.
    .systemLibrary(name: "CEdit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
    // libpng reports errors by longjmp, which must not cross Swift frames: its shim is compiled C.
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),

    // The ground: nothing of ours below it.
    .target(name: "Basics"),

    // Two roots that do not see each other: the command language and the pictures.
    .target(
      name: "Language", dependencies: ["Basics"], exclude: ["Syntax/grammar.txt"]),
    .target(name: "Imaging", dependencies: ["Basics", "CTurboJPEG", "CPNG"]),

    // The domain: clicks, data, models, and the loop that joins them.
    .target(name: "Clicking", dependencies: ["Basics", "Imaging"]),
    .target(name: "Datasets", dependencies: ["Basics", "Imaging"]),
    .target(name: "Models", dependencies: ["Basics", "Clicking", "Imaging"]),
    .target(
      name: "Engine", dependencies: ["Basics", "Clicking", "Datasets", "Imaging", "Models"]),

    // The face: only Commands sees both the language and the domain.
    .target(
      name: "Commands",
      dependencies: ["Basics", "Clicking", "Datasets", "Engine", "Imaging", "Language", "Models"]),
    .target(name: "Console", dependencies: ["Basics", "CEdit", "Language"]),
    .executableTarget(name: "segue", dependencies: ["Basics", "Commands", "Console", "Language"]),

    // Tests stand beside their subject by name.
    .target(name: "TestSupport", dependencies: ["Imaging"], path: "Tests/TestSupport"),
    .executableTarget(
      name: "ConsoleHost", dependencies: ["Basics", "Console"], path: "Tests/ConsoleHost"),
  ],
  swiftLanguageModes: [.v6]
)

/// Test targets: a module's name, and what its tests import besides the module and the shared helpers.
let tested: [(module: String, also: [Target.Dependency])] = [
  ("Basics", []),
  ("Language", ["Basics"]),
  ("Imaging", ["Basics"]),
  ("Clicking", ["Basics", "Imaging"]),
  ("Datasets", ["Basics", "Imaging"]),
  ("Models", ["Basics", "Clicking", "Datasets", "Imaging"]),
  ("Engine", ["Basics", "Clicking", "Datasets", "Imaging", "Models"]),
  ("Commands", ["Basics", "Clicking", "Datasets", "Engine", "Imaging", "Language", "Models"]),
  ("Console", ["Basics", "ConsoleHost", "Imaging", "Language"]),
]
package.targets += tested.map { module, also in
  .testTarget(
    name: "\(module)Tests", dependencies: [.byName(name: module), "TestSupport"] + also,
    exclude: module == "Imaging" ? ["Fixtures"] : [])
}

for target in package.targets where ![.system].contains(target.type) && target.name != "CPNG" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
  ]
}
