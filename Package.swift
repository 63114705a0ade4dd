// swift-tools-version: 6.2
import Foundation
import PackageDescription

let package = Package(
  name: "segue",
  products: [
    .executable(name: "segue", targets: ["segue"]),
    .library(name: "Basics", targets: ["Basics"]),
    .library(name: "Language", targets: ["Language"]),
    .library(name: "Imaging", targets: ["Imaging"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "Layers", targets: ["Layers"]),
    .library(name: "Clicking", targets: ["Clicking"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Models", targets: ["Models"]),
    .library(name: "Engine", targets: ["Engine"]),
    .library(name: "Commands", targets: ["Commands"]),
  ],
  targets: [
    // System libraries: a module map and a shim each.
    .systemLibrary(name: "CEdit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
    // zlib comes with libpng, which needs it.
    .systemLibrary(name: "CZlib", providers: [.apt(["libpng-dev"])]),
    // libpng reports errors by longjmp, which must not cross Swift frames: its shim is compiled C.
    .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),

    // Compiled C: inner loops for several instruction sets; OpenBLAS, loaded at its first use.
    .target(name: "CKernels"),
    .target(name: "COpenBLAS"),

    // The ground: nothing of ours below it.
    .target(name: "Basics", dependencies: ["CZlib"]),

    // Three roots that do not see each other: the command language, the pictures and the tensors.
    .target(
      name: "Language", dependencies: ["Basics"], exclude: ["Syntax/grammar.txt"]),
    .target(name: "Imaging", dependencies: ["Basics", "CTurboJPEG", "CPNG"]),
    .target(name: "Tensors", dependencies: ["Basics", "CKernels", "COpenBLAS"]),

    // Networks: graphs, their optimiser, and their execution on planned buffers.
    .target(name: "Layers", dependencies: ["Basics", "Tensors"]),

    // The domain: clicks, data, models, and the loop that joins them.
    .target(name: "Clicking", dependencies: ["Basics", "Imaging"]),
    .target(name: "Datasets", dependencies: ["Basics", "Imaging"]),
    .target(
      name: "Models", dependencies: ["Basics", "Clicking", "Imaging", "Layers", "Tensors"]),
    .target(
      name: "Engine", dependencies: ["Basics", "Clicking", "Datasets", "Imaging", "Models"]),

    // The face: only Commands sees both the language and the domain.
    .target(
      name: "Commands",
      dependencies: [
        "Basics", "Clicking", "Datasets", "Engine", "Imaging", "Language", "Layers", "Models",
        "Tensors",
      ]),
    .target(name: "Console", dependencies: ["Basics", "CEdit", "Language"]),
    .executableTarget(name: "segue", dependencies: ["Basics", "Commands", "Console", "Language"]),

    // scripts/parity/check: networks against reference outputs.
    .executableTarget(name: "parity-check", dependencies: ["Basics", "Models"]),

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
  ("Tensors", ["Basics", "CKernels"]),
  ("Layers", ["Basics", "Tensors"]),
  ("Clicking", ["Basics", "Imaging"]),
  ("Datasets", ["Basics", "Imaging"]),
  ("Models", ["Basics", "Clicking", "Datasets", "Imaging", "Layers", "Tensors"]),
  ("Engine", ["Basics", "Clicking", "Datasets", "Imaging", "Models"]),
  (
    "Commands",
    [
      "Basics", "Clicking", "Datasets", "Engine", "Imaging", "Language", "Layers", "Models",
      "Tensors",
    ]
  ),
  ("Console", ["Basics", "ConsoleHost", "Imaging", "Language"]),
]
/// Whether recorded files lie beside a module's tests, which find them by their path.
func hasFixtures(_ module: String) -> Bool {
  FileManager.default.fileExists(
    atPath: "\(Context.packageDirectory)/Tests/\(module)Tests/Fixtures")
}
package.targets += tested.map { module, also in
  .testTarget(
    name: "\(module)Tests", dependencies: [.byName(name: module), "TestSupport"] + also,
    exclude: hasFixtures(module) ? ["Fixtures"] : [])
}

// What is fuzzed is replayed over the kept inputs; scripts/fuzz builds the same targets with coverage.
package.targets.append(
  .testTarget(
    name: "FuzzTests",
    dependencies: ["Basics", "Commands", "Datasets", "Imaging", "Language", "Layers"]))

let compiledC = ["CPNG", "CKernels", "COpenBLAS"]
for target in package.targets where target.type != .system && !compiledC.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
  ]
}
