import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { show } from '../page/page.js';
import { fault, scenarioText } from '../player/player.js';
import type { Fault } from '../worker/model-api.js';
import { completeScenario } from './completion.js';
import { editorLook, highlighting } from './look.js';

/** Milliseconds of silence after which what was typed is played. */
const PAUSE = 15;

/** A fault where it is: from its column to the end of its line, or the first line where it has none. */
const diagnosticOf = (document: Text, { line = 1, column = 1, message, advice }: Fault): Diagnostic => {
  const { from, to } = document.line(Math.min(line, document.lines));
  const start = Math.min(from + column - 1, to);
  return {
    from: start,
    to: Math.max(start, to),
    severity: 'error',
    message: advice === undefined ? message : `${message}\n${advice}`,
  };
};

const setUp = (root: ShadowRoot): EditorView => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const played = EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged) return;
    clearTimeout(timer);
    timer = setTimeout(() => show({ scenario: state.doc.toString() }), PAUSE);
  });
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: scenarioText(),
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(highlighting),
        lintGutter(),
        autocompletion({ override: [completeScenario] }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': 'The scenario, YAML' }),
        EditorView.lineWrapping,
        editorLook,
        played,
      ],
    }),
  });
};

/**
 * The scenario, to be changed. It lives in a shadow root, because its styles can come there without a style element, which
 * the page's policy forbids.
 */
export const Editor = () => {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return undefined;
    const view = setUp(current.shadowRoot ?? current.attachShadow({ mode: 'open' }));
    const stops = [
      effect(() => {
        const { value } = fault;
        view.dispatch(
          setDiagnostics(view.state, value === undefined ? [] : [diagnosticOf(view.state.doc, value)]),
        );
      }),
      effect(() => {
        const text = scenarioText();
        // What somebody types comes back to where it is; another scenario takes its place.
        if (text === view.state.doc.toString() || view.hasFocus) return;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      view.destroy();
    };
  }, []);
  return (
    <>
      <p class="editor-help">
        Ctrl-Space completes; Escape, then Tab, leaves the editor. The story is played while you type.
      </p>
      <div class="editor" ref={host} />
    </>
  );
};
