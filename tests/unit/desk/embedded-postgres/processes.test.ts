import { describe, expect, it } from 'vitest'
import { isServerOf, parsePostmasterPid } from '../../../../electron/desk/embedded-postgres/processes'

describe('postmaster.pid', () => {
  it('names the process and the port of a running server', () => {
    const text = '18535\n/data/desk/postgres/data\n1795466707\n54999\n\n127.0.0.1\n  2146494        10\nready   \n'
    expect(parsePostmasterPid(text)).toEqual({ pid: 18535, port: 54999 })
  })

  it.each(['', '18535', '18535\n/data\n1795466707\n', 'x\ny\nz\n1\n', '-5\n/data\n0\n5432\n', '5\n/data\n0\n99999\n'])(
    'makes no sense as %j',
    (text) => expect(parsePostmasterPid(text)).toBeNull(),
  )

  it('may carry the number of a process that is no server at all', async () => {
    expect(await isServerOf(process.pid, '/data/desk/postgres/data')).toBe(false)
    expect(await isServerOf(2 ** 22 + 1, '/data/desk/postgres/data')).toBe(false)
  })
})
