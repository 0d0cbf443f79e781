/** Pressed by mouse, the keyboard stays in the field that is being written in: for `onMouseDown` of a button. */
export function keepFocus(event: { preventDefault(): void }): void {
  event.preventDefault()
}
