/** So many turns of the loop that whatever follows from what was asked has been asked as well. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0))
}
