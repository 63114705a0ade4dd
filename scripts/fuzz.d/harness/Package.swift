// swift-tools-version: 6.2
import PackageDescription

// Fuzzes the readers from outside. It is a package of its own, so that only here everything is built
// with coverage and checks of addresses; the targets themselves are those that the tests replay.
let package = Package(
  name: "harness",
  dependencies: [.package(name: "segue", path: "../../..")],
  targets: [
    .target(name: "CDriver"),
    .executableTarget(
      name: "harness",
      dependencies: [
        "CDriver",
        .product(name: "Basics", package: "segue"), .product(name: "Commands", package: "segue"),
        .product(name: "Datasets", package: "segue"), .product(name: "Imaging", package: "segue"),
        .product(name: "Language", package: "segue"), .product(name: "Layers", package: "segue"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
