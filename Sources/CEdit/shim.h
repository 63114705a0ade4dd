// libedit sets and reads its options through variadic functions, which Swift cannot call:
// each use that we make of them is a function of its own here.
#pragma once
#include <histedit.h>
#include <stdarg.h>

// Declared by <wchar.h> only for programs that ask for X/Open.
extern int wcwidth(wchar_t character);

/// Binds a key sequence, in the notation of editrc(5), to a named editor function.
static inline int edit_bind(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, key, function, NULL);
}

/// Binds a key sequence in vi's command mode.
static inline int edit_bind_command_mode(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, "-a", key, function, NULL);
}

/// Adds an editor function; it returns one of the `CC_` codes.
static inline int edit_add_function(
    EditLine *editor, const char *name, const char *help,
    unsigned char (*function)(EditLine *, int)) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

/// Replaces the function that waits for a character: 1 for one, 0 at the end, -1 for an error.
static inline int edit_set_reader(EditLine *editor, int (*reader)(EditLine *, wchar_t *)) {
  return el_set(editor, EL_GETCFN, reader);
}

/// Attaches the owner, which functions and the reader get back through `edit_owner`.
static inline int edit_set_owner(EditLine *editor, void *owner) {
  return el_set(editor, EL_CLIENTDATA, owner);
}

/// The owner attached by `edit_set_owner`.
static inline void *edit_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}

/// Gives the prompt that libedit would draw; we draw our own, so it is the empty one.
static inline int edit_set_prompt(EditLine *editor, char *(*prompt)(EditLine *)) {
  return el_set(editor, EL_PROMPT, prompt);
}

/// Chooses whether libedit installs its own signal handlers while it reads.
static inline int edit_set_signals(EditLine *editor, int handled) {
  return el_set(editor, EL_SIGNAL, handled);
}

/// Makes libedit draw, unseen, on a screen of a fixed size. Its own drawing writes out of bounds when a
/// terminal shrinks while text is edited, and never ends where a wide character does not fit a row.
static inline int edit_fix_size(EditLine *editor) {
  return el_set(editor, EL_SETTC, "co", "500", NULL) | el_set(editor, EL_SETTC, "li", "100", NULL);
}

/// Puts the terminal into the editor's mode (1) or back into the user's (0).
static inline int edit_prepare_terminal(EditLine *editor, int raw) {
  return el_set(editor, EL_PREP_TERM, raw);
}

/// Chooses emacs keys, the default of other programs; libedit's own is decided when it is compiled.
static inline int edit_use_emacs_keys(EditLine *editor) {
  return el_set(editor, EL_EDITOR, "emacs");
}

/// Whether the keys are vi's.
static inline int edit_uses_vi_keys(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name != NULL && name[0] == 'v';
}

/// Where libedit's own history commands find the entries: `at` gives the entry of an age
/// (0 is the newest) or NULL beyond the oldest.
typedef struct edit_history {
  void *owner;
  const char *(*at)(void *owner, int age);
  int age;
} edit_history;

/// Answers libedit's questions about the history from an `edit_history`.
static inline int edit_history_event(void *history, HistEvent *event, int operation, ...) {
  edit_history *entries = (edit_history *)history;
  int age = entries->age;
  switch (operation) {
    case H_FIRST: age = 0; break;
    case H_NEXT: age += 1; break;
    case H_PREV: age -= 1; break;
    case H_CURR: break;
    case H_LAST: age = 0; while (entries->at(entries->owner, age + 1)) age += 1; break;
    default: return -1;
  }
  const char *text = age < 0 ? NULL : entries->at(entries->owner, age);
  if (text == NULL) return -1;
  entries->age = age;
  event->num = age + 1;
  event->str = text;
  return 0;
}

/// Lets libedit's history commands read `history`, which must outlive the editor.
static inline int edit_set_history(EditLine *editor, edit_history *history) {
  return el_set(editor, EL_HIST, edit_history_event, history);
}
