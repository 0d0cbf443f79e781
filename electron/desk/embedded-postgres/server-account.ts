import { readFile } from 'node:fs/promises'
import { DeskFailure } from '../desk-failure'
import { isOpenToOthers } from './open-to-others'

export interface AccountIds {
  readonly uid: number
  readonly gid: number
}

/** Under which account PostgreSQL's programs run, and how they get there. */
export interface ServerAccount {
  /** Owner of the data folder; null = the account of this process. */
  readonly owner: AccountIds | null
  /** Command in front of every program, which changes the account; empty = the program is started under it. */
  readonly wrapper: readonly string[]
}

const sameAccount: ServerAccount = { owner: null, wrapper: [] }

/**
 * PostgreSQL refuses to run as root, so root (test machines) runs it as `postgres` or, where there is no such account,
 * `nobody`. The data folder may lie where that account has no way in; then it gets the one capability that walks through
 * closed folders (capabilities(7)), which gives it no right to write. For the programs themselves: `reachable-programs.ts`.
 *
 * @param dataPlace folder that the server has to reach
 * @throws DeskFailure `data-unreachable`
 */
export async function findServerAccount(dataPlace: string): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return sameAccount
  const owner = await accountForRoot()
  return { owner, wrapper: (await isOpenToOthers(dataPlace)) ? [] : await walkerCommand(owner) }
}

async function accountForRoot(): Promise<AccountIds> {
  const accounts = parsePasswd(await readFile('/etc/passwd', 'utf8'))
  const account = accounts.get('postgres') ?? accounts.get('nobody')
  if (account === undefined) throw new DeskFailure('data-unreachable', 'no account for the database server')
  return account
}

export function parsePasswd(text: string): ReadonlyMap<string, AccountIds> {
  return new Map(
    text
      .split('\n')
      .map((line) => line.split(':'))
      .flatMap(([name, , uid, gid]) =>
        name === undefined || uid === undefined || gid === undefined ? [] : [[name, { uid: Number(uid), gid: Number(gid) }]],
      ),
  )
}

/** `setpriv` of util-linux keeps one capability while it gives up being root. */
async function walkerCommand({ uid, gid }: AccountIds): Promise<readonly string[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const capability = walkingCapability(status)
  if (capability === null) throw new DeskFailure('data-unreachable', 'the database server has no way to its folder')
  return [
    'setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups',
    `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--',
  ]
}

/** The narrowest capability in `CapEff` that walks through folders; containers often hold only the wider one. */
export function walkingCapability(procStatus: string): 'dac_read_search' | 'dac_override' | null {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(procStatus)?.[1] ?? '0'}`)
  if ((effective & (1n << 2n)) !== 0n) return 'dac_read_search'
  return (effective & (1n << 1n)) === 0n ? null : 'dac_override'
}
