// libedit sets and reads its options through variadic functions, which Swift cannot call:
// each use that we make of them is a function of its own here.
#pragma once
#include <histedit.h>
