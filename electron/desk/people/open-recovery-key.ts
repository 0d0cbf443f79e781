import { ServerProblem } from '../server/server-problem'
import type { SharedStore } from '../store/shared-store'
import { makeRecoveryKey } from './recovery-key'
import type { SecretBox } from './secret-box'

const place = 'recovery key'

/**
 * The desk's pair of keys, made at its first start. That its private half opens also says that this is the secret with which
 * everything else was sealed.
 *
 * @throws ServerProblem `secret-other`
 */
export async function openRecoveryKey(store: Pick<SharedStore, 'recoveryKey'>, box: SecretBox): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, privateSealed } = await store.recoveryKey(async () => {
    const made = await makeRecoveryKey()
    return { publicKey: made.publicKey, privateSealed: box.seal(place, made.privateKey) }
  })
  try {
    return { publicKey, privateKey: box.open(place, privateSealed) }
  } catch {
    throw new ServerProblem('secret-other')
  }
}
