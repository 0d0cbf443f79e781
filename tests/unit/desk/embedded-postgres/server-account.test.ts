import { describe, expect, it } from 'vitest'
import { parsePasswd, walkingCapability } from '../../../../electron/desk/embedded-postgres/server-account'

describe('the account of the database server', () => {
  it('is read from the list of accounts', () => {
    const accounts = parsePasswd('root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n')
    expect(accounts.get('postgres')).toEqual({ uid: 101, gid: 104 })
    expect(accounts.get('nobody')).toBeUndefined()
  })

  it.each([
    ['root of a machine', '000001fffeffffff', 'dac_read_search'],
    ['root of a usual container', '00000000a80425fb', 'dac_override'],
    ['root without any right', '0000000000000000', null],
  ])('%s walks through closed folders by the narrowest right it has', (_, capabilities, expected) => {
    expect(walkingCapability(`Name:\tnode\nCapPrm:\t0\nCapEff:\t${capabilities}\n`)).toBe(expected)
  })
})
