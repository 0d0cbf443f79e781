import type { CDPSession, Page } from '@playwright/test'

/** How an input method ends a composition. */
export type CommitKey = 'Enter' | 'Space' | `Digit${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`

export interface Composition {
  /** As typed, letter by letter: pinyin without tones. */
  readonly letters: string
  /** What stands there in the end; the letters themselves when Enter takes them as they are. */
  readonly text: string
  readonly commitKey: CommitKey
}

/**
 * What the system tells of a key that the input method has taken: Windows and Linux say `Process`, macOS the key's own
 * name; the key code is 229 with all of them (UI Events, section 5.6.3).
 */
export type KeyNaming = 'process' | 'own-name'

/** Plays an input method in a page, through the same door as a real one: compositions of Chromium, not made-up events. */
export interface InputMethod {
  /** Composes in the field that has the focus; `midway` runs when the first letter stands there. */
  compose(composition: Composition, naming: KeyNaming, midway?: () => Promise<void>): Promise<void>
}

const keyNames: Readonly<Record<string, string>> = { Enter: 'Enter', Space: ' ' }

export async function startInputMethod(page: Page): Promise<InputMethod> {
  const session = await page.context().newCDPSession(page)
  return {
    async compose({ letters, text, commitKey }, naming, midway) {
      await addLetters(session, naming, letters.slice(0, 1), 0)
      await midway?.()
      await Promise.all([
        addLetters(session, naming, letters, 1),
        taken(session, naming, commitKey, keyNames[commitKey] ?? commitKey.slice('Digit'.length)),
        session.send('Input.insertText', { text }),
      ])
    },
  }
}

/** Sent in one go: the page takes them in order. */
async function addLetters(session: CDPSession, naming: KeyNaming, letters: string, from: number): Promise<void> {
  await Promise.all(
    [...letters].slice(from).flatMap((letter, index) => {
      const length = from + index + 1
      return [
        taken(session, naming, `Key${letter.toUpperCase()}`, letter),
        session.send('Input.imeSetComposition', { text: letters.slice(0, length), selectionStart: length, selectionEnd: length }),
      ]
    }),
  )
}

/** A key as the page sees it while the input method composes: pressed with code 229, let go as itself. */
async function taken(session: CDPSession, naming: KeyNaming, code: string, key: string): Promise<void> {
  const name = naming === 'process' ? 'Process' : key
  const windowsVirtualKeyCode = key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0)
  await Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', code, key: name, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', code, key, windowsVirtualKeyCode }),
  ])
}
