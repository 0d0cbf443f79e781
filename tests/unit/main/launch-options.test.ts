import { describe, expect, test } from 'vitest'
import { readLaunchOptions, withoutMode } from '../../../electron/main/launch-options'

describe('what a start is asked for', () => {
  test('nothing: the settings decide', () => {
    expect(readLaunchOptions(['electron', '.'], {})).toEqual({ mode: null, userData: null, test: false })
  })

  test.each([
    [['electron', '.', '--practice'], {}, 'practice'],
    [['electron', '.', '--desk'], {}, 'desk-here'],
    [['electron', '.'], { LINGXI_MODE: 'desk-here' }, 'desk-here'],
    [['electron', '.', '--practice'], { LINGXI_MODE: 'desk-here' }, 'practice'],
    [['electron', '.'], { LINGXI_MODE: 'war' }, null],
  ])('%j with %j is %s', (argv, env, mode) => expect(readLaunchOptions(argv, env).mode).toBe(mode))

  test('a folder of its own and the test switches come from the environment', () => {
    const options = readLaunchOptions([], { LINGXI_USER_DATA: '/tmp/lingxi', LINGXI_TEST: '1' })
    expect(options).toEqual({ mode: null, userData: '/tmp/lingxi', test: true })
  })

  test('the mode that was just chosen is not overruled by the arguments of the last start', () => {
    expect(withoutMode(['/app', '--practice', '--no-sandbox'])).toEqual(['/app', '--no-sandbox'])
  })
})
