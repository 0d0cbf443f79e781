/**
 * Asks sip.js for something whose refusal means nothing: ending what may be over already. It refuses by rejecting, and
 * for some states of a dialog by throwing.
 */
export async function quietly(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask()
  } catch {
    // The session's state tells what became of it.
  }
}
