import { describe, expect, it } from 'vitest'
import { readDatabaseUrl } from '../../../../electron/desk/server/database-url'
import { readServerConfig, type Environment } from '../../../../electron/desk/server/server-config'
import { exitCodeOf, problemOfDatabase, ServerProblem } from '../../../../electron/desk/server/server-problem'

const whole: Environment = { DATABASE_URL: 'postgres://lingxi:p%40ss@db.example:6432/hotline', LINGXI_DESK_SECRET: 's'.repeat(32) }
const problemOf = (env: Environment) => {
  try {
    readServerConfig({ ...whole, ...env })
    return null
  } catch (error) {
    return error instanceof ServerProblem ? error.code : 'other'
  }
}

describe('what a shared desk reads from its environment', () => {
  it('takes what is needed, and the usual for the rest', () => {
    expect(readServerConfig(whole)).toEqual({
      database: { host: 'db.example', port: 6432, user: 'lingxi', password: 'p@ss', database: 'hotline' },
      secret: 's'.repeat(32), tls: null, host: '127.0.0.1', port: 8351, connections: 20, metricsToken: null,
    })
  })

  it.each<[string, { host: string; port: number }]>([
    ['9000', { host: '127.0.0.1', port: 9000 }],
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['localhost:9000', { host: 'localhost', port: 9000 }],
    ['[::1]:9000', { host: '::1', port: 9000 }],
  ])('listens at %s', (text, address) => {
    expect(readServerConfig({ ...whole, LINGXI_DESK_LISTEN: text })).toMatchObject(address)
  })

  it.each(['0.0.0.0:8351', '10.0.0.5:8351', '[::]:8351', 'desk.example:8351', '127.0.0.1.example:8351'])(
    'never listens in clear at %s, which others reach, unless it is told that a proxy stands in front',
    (text) => {
      expect(problemOf({ LINGXI_DESK_LISTEN: text })).toBe('listen-in-clear')
      expect(problemOf({ LINGXI_DESK_LISTEN: text, LINGXI_DESK_BEHIND_PROXY: '1' })).toBeNull()
    },
  )

  it.each<[string, Environment]>([
    ['database-missing', { DATABASE_URL: undefined }],
    ['database-malformed', { DATABASE_URL: 'mysql://a:b@c/d' }],
    ['secret-missing', { LINGXI_DESK_SECRET: '' }],
    ['secret-short', { LINGXI_DESK_SECRET: 's'.repeat(31) }],
    ['listen-malformed', { LINGXI_DESK_LISTEN: 'here' }],
    ['listen-malformed', { LINGXI_DESK_LISTEN: '127.0.0.1:70000' }],
    ['tls-half', { LINGXI_DESK_TLS_KEY: '/etc/hostname' }],
    ['file-unreadable', { LINGXI_DESK_SECRET_FILE: '/nowhere' }],
    ['connections-malformed', { LINGXI_DESK_CONNECTIONS: '1' }],
    ['connections-malformed', { LINGXI_DESK_CONNECTIONS: 'many' }],
    ['metrics-token-short', { LINGXI_DESK_METRICS_TOKEN: 'short' }],
  ])('says %s', (code, env) => expect(problemOf(env)).toBe(code))

  it('of what is wrong only what trying again may mend is worth a restart', () => {
    expect(exitCodeOf(new ServerProblem('database-away'))).toBe(69)
    expect(exitCodeOf(new ServerProblem('secret-other'))).toBe(78)
  })
})

describe('the address of a database', () => {
  const read = (text: string) => readDatabaseUrl(text, (file) => (file === '/ca.pem' ? 'PEM' : null))

  it.each([
    ['postgres://u:p@h/d', {}],
    ['postgresql://u:p@h/d?sslmode=disable', {}],
    ['postgres://u:p@h/d?sslmode=require', { tls: { ca: null } }],
    ['postgres://u:p@h/d?sslmode=verify-full&sslrootcert=/ca.pem', { tls: { ca: 'PEM' } }],
  ])('is %s', (text, tls) => expect(read(text)).toEqual({ host: 'h', port: 5432, user: 'u', password: 'p', database: 'd', ...tls }))

  it('may be a socket', () => {
    expect(read('postgres:///d?host=/var/run/postgresql&user=u')).toMatchObject({ host: '/var/run/postgresql', user: 'u', password: '' })
  })

  it.each(['', 'postgres://h/d', 'postgres://u:p@h', 'postgres://u:%ZZ@h/d', 'http://u:p@h/d', 'postgres://u:p@h/d?sslmode=verify-full', 'postgres://u:p@h/d?sslmode=maybe'])(
    'is not "%s"', (text) => expect(read(text)).toBeNull())
})

describe('a database that can not be opened', () => {
  it.each([
    ['ECONNREFUSED', 'database-away'], ['57P03', 'database-away'], ['08006', 'database-away'], ['3D000', 'database-not-there'],
    ['28P01', 'database-refuses'], ['42501', 'database-refuses'],
  ])('%s: %s', (code, problem) => expect(problemOfDatabase(Object.assign(new Error('x'), { code }))?.code).toBe(problem))

  it('everything else is nobody’s mistake but ours', () => expect(problemOfDatabase(new Error('x'))).toBeNull())
})
