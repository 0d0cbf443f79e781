import { describe, expect, it } from 'vitest'
import { readDeskConfig } from '../../../electron/desk/desk-config'
import { DeskFailure } from '../../../electron/desk/desk-failure'

const complete = {
  LINGXI_DESK_DATA: '/data/desk',
  LINGXI_DESK_PORT: '18017',
  LINGXI_DESK_TOKEN: 'a-token-of-thirty-two-characters-or-more',
  LINGXI_DESK_AUTHOR: '{"id":"a1","name":"练习","seat":"8017"}',
  LINGXI_DESK_PRACTICE: '1',
}

describe('the environment of a desk', () => {
  it('says everything that the desk needs to know', () => {
    expect(readDeskConfig(complete)).toEqual({
      deskDir: '/data/desk',
      port: 18017,
      token: complete.LINGXI_DESK_TOKEN,
      author: { kind: 'agent', id: 'a1', name: '练习', seat: '8017' },
      practice: true,
      postgresPrograms: null,
    })
  })

  it('may leave out the port, practice and where the programs of PostgreSQL are', () => {
    const { LINGXI_DESK_PORT: _port, LINGXI_DESK_PRACTICE: _practice, ...rest } = complete
    expect(readDeskConfig(rest)).toMatchObject({ port: 0, practice: false })
    expect(readDeskConfig({ ...rest, LINGXI_POSTGRES_BIN: '/opt/pg/bin' })).toMatchObject({ postgresPrograms: '/opt/pg/bin' })
  })

  it.each([
    ['LINGXI_DESK_DATA', ''], ['LINGXI_DESK_PORT', '70000'], ['LINGXI_DESK_TOKEN', 'short'], ['LINGXI_DESK_PRACTICE', 'yes'],
    ['LINGXI_DESK_AUTHOR', '{'], ['LINGXI_DESK_AUTHOR', '{"id":"a1","name":"练习","seat":"80"}'],
  ])('with a wrong %s is refused, naming the variable and not its value', (name, value) => {
    let failure: unknown
    try {
      readDeskConfig({ ...complete, [name]: value })
    } catch (error) {
      failure = error
    }
    expect(failure).toBeInstanceOf(DeskFailure)
    expect(failure).toMatchObject({ code: 'config-invalid', detail: name })
  })
})
