import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Agent, StorageKeys } from '../../shared/ipc/values'
import { readVaultFile, writeVaultFile } from './vault-file'
import type { DoorOnly, LockedVault } from './vault-file'
import { deriveKey, keyFor, newDataKey, scryptCost, unwrapKey, wrapKey } from './vault-keys'
import type { ScryptCost } from './vault-keys'

/**
 * The one agent of a desk on this PC, and what the password opens:
 *
 * ```
 * password --scrypt--> wrapping key --AES-GCM--> data key (drawn once, for good) --HKDF--> key of the seals
 *                                                                                  +-----> key of the look-ups
 * ```
 */
export interface Vault {
  readonly agent: Agent
  /** Null when the password is wrong. */
  unlock(password: string): Promise<OpenVault | null>
  /** Wraps the same data key with another password: nothing is sealed anew. False when `current` is wrong. */
  changePassword(current: string, next: string): Promise<boolean>
}

/** A vault that somebody has unlocked. The data key is in memory until it is closed. */
export interface OpenVault {
  readonly agent: Agent
  /** Copies, for whoever may seal and open. @throws once the vault is closed */
  keys(): StorageKeys
  /** Copy of a key that no page has, for what main itself keeps of this agent. @throws once the vault is closed */
  ownKey(): Uint8Array
  /** Nothing of a version that did not seal is left; durable when it settles. */
  allIsSealed(): Promise<void>
  /** SECURITY: forgets the key. */
  close(): void
}

/**
 * Null when none has been set up.
 *
 * @param cost of whatever is wrapped from now on; an older wrapping is opened at its own
 * @throws when the file is there and can't be understood
 */
export async function openVaultFile(file: string, cost: ScryptCost = scryptCost): Promise<Vault | null> {
  const content = await readVaultFile(file)
  return content === null ? null : createVault(file, content, null, cost).vault
}

/** Sets up the agent; durable when it settles. The password itself stands nowhere. */
export async function setUpVault(
  file: string,
  agent: Agent,
  password: string,
  cost: ScryptCost = scryptCost,
): Promise<{ readonly vault: Vault; readonly opened: OpenVault }> {
  const secrets = await newSecrets(password, newDataKey(), cost)
  const content = locked(agent, secrets, false)
  await writeVaultFile(file, content)
  return createVault(file, content, secrets, cost)
}

/** What a password opens. */
interface Secrets {
  readonly scrypt: ScryptCost & { readonly salt: Buffer }
  /** Has to be there as long as the file may have to be written again without the password. */
  readonly wrapping: Buffer
  readonly dataKey: Buffer
}

function createVault(
  file: string,
  found: DoorOnly | LockedVault,
  known: Secrets | null,
  cost: ScryptCost,
): { readonly vault: Vault; readonly opened: OpenVault } {
  let content = found
  let secrets = known

  async function keep(next: LockedVault): Promise<void> {
    await writeVaultFile(file, next)
    content = next
  }

  async function secretsOf(password: string): Promise<Secrets | null> {
    if (content.version === 2) return unwrapped(content, password)
    if (!(await opensDoor(content, password))) return null
    const fresh = await newSecrets(password, newDataKey(), cost)
    await keep(locked(content.agent, fresh, true))
    return fresh
  }

  /** SECURITY: what is not needed any more is wiped, not left to the collector. */
  function hold(next: Secrets | null): void {
    secrets?.wrapping.fill(0)
    secrets?.dataKey.fill(0)
    secrets = next
  }

  function inMemory(): Secrets {
    if (secrets === null) throw new Error('the vault is closed')
    return secrets
  }

  const opened: OpenVault = {
    agent: found.agent,
    keys() {
      const { dataKey } = inMemory()
      return { suite: 1, seal: keyFor('seal', dataKey), index: keyFor('index', dataKey), hasUnsealed: content.version === 1 || content.hasUnsealed }
    },
    ownKey: () => keyFor('own', inMemory().dataKey),
    async allIsSealed() {
      await keep(locked(found.agent, inMemory(), false))
    },
    close: () => hold(null),
  }
  return {
    opened,
    vault: {
      agent: found.agent,
      async unlock(password) {
        const right = await secretsOf(password)
        if (right === null) return null
        hold(right)
        return opened
      },
      async changePassword(current, next) {
        const right = await secretsOf(current)
        if (right === null || content.version === 1) return false
        const fresh = await newSecrets(next, right.dataKey, cost)
        right.wrapping.fill(0)
        await keep(locked(found.agent, fresh, content.hasUnsealed))
        if (secrets !== null) hold(fresh)
        return true
      },
    },
  }
}

async function newSecrets(password: string, dataKey: Buffer, cost: ScryptCost): Promise<Secrets> {
  const salt = randomBytes(16)
  return { scrypt: { ...cost, salt }, wrapping: await deriveKey(password, salt, cost), dataKey }
}

async function unwrapped(content: LockedVault, password: string): Promise<Secrets | null> {
  const { scrypt, key } = content
  const wrapping = await deriveKey(password, scrypt.salt, scrypt)
  const dataKey = unwrapKey(wrapping, key, boundTo(content))
  return dataKey === null ? null : { scrypt, wrapping, dataKey }
}

async function opensDoor({ scrypt: { salt, hash, ...cost } }: DoorOnly, password: string): Promise<boolean> {
  return timingSafeEqual(await deriveKey(password, salt, cost, hash.length), hash)
}

function locked(agent: Agent, { scrypt, wrapping, dataKey }: Secrets, hasUnsealed: boolean): LockedVault {
  const head = { version: 2, suite: 1, agent, hasUnsealed } as const
  return { ...head, scrypt, key: wrapKey(wrapping, dataKey, boundTo(head)) }
}

/** SECURITY: whoever can write the file changes nobody's name, and lets no open records in again. */
function boundTo({ version, suite, agent, hasUnsealed }: Omit<LockedVault, 'scrypt' | 'key'>): string {
  return JSON.stringify([version, suite, agent.id, agent.number, agent.name, hasUnsealed])
}
