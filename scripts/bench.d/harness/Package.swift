// swift-tools-version: 6.2
import PackageDescription

// Measures the libraries from outside, as a host program would use them. It is a package of its own,
// so that nothing here is built or shipped with Segue.
let package = Package(
  name: "harness",
  dependencies: [.package(name: "segue", path: "../../..")],
  targets: [
    .executableTarget(
      name: "harness",
      dependencies: [
        .product(name: "Datasets", package: "segue"),
        .product(name: "Imaging", package: "segue"),
        .product(name: "Layers", package: "segue"),
        .product(name: "Tensors", package: "segue"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)
