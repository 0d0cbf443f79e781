/**
 * True while an input method composes: such keys belong to the text, never to a shortcut, a choice or a submit.
 * keyCode 229 is what Chromium reports for a key the input method has taken (UI Events, section 5.6.3).
 */
export function isComposing(event: KeyboardEvent | { readonly nativeEvent: KeyboardEvent }): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  return native.isComposing || native.keyCode === 229
}
