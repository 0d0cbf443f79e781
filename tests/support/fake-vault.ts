import type { OpenVault, Vault } from '../../electron/main/vault'
import type { Agent } from '../../shared/ipc/values'

/** A vault that costs nothing: it knows its password as it is, and gives keys that follow from the agent's number. */
export function fakeVault(agent: Agent, secret: string): { readonly vault: Vault; readonly opened: OpenVault } {
  let password = secret
  let hasUnsealed = true
  let isOpen = true
  const opened: OpenVault = {
    agent,
    keys() {
      if (!isOpen) throw new Error('closed')
      return { suite: 1, seal: new Uint8Array(32).fill(Number(agent.number)), index: new Uint8Array(32).fill(1), hasUnsealed }
    },
    ownKey() {
      if (!isOpen) throw new Error('closed')
      return new Uint8Array(32).fill(2)
    },
    async allIsSealed() {
      hasUnsealed = false
    },
    close() {
      isOpen = false
    },
  }
  return {
    opened,
    vault: {
      agent,
      async unlock(tried) {
        if (tried !== password) return null
        isOpen = true
        return opened
      },
      async changePassword(current, next) {
        if (current !== password) return false
        password = next
        return true
      },
    },
  }
}
