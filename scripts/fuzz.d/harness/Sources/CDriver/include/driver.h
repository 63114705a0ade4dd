// libFuzzer as a library: the package manager names a program's entry after the program, so that
// libFuzzer's own `main` stays unused.
int harness_main(int count, char **arguments);
