import path from 'node:path'
import { expect, test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { proveNobodyOnDisk } from '../support/canary-shift'
import { pbx } from '../support/pbx'
import { whyNoPbx } from '../support/pbx/prepare-pbx.mjs'

/** A seat with a password: what lies on the disk of the console after a shift, a crash and two kills, and what its password gives back. */

const reason = whyNoPbx()
test.skip(reason !== undefined, reason ?? '')
test.describe.configure({ timeout: 300_000 })

test.beforeAll(() => pbx.start())
test.afterAll(() => pbx.stop())

test('of a shift with a crash and a kill in its middle nobody is found in any file of the console, and the password brings all of it back', async () => {
  const callers = 8
  const shift = await proveNobodyOnDisk({ callers, seed: 20261129, pictures: path.join(artifactsDir, 'sealed') })
  expect(shift).toEqual({ callers, orders: 4, kept: 2, missed: 1, byHand: 2, thrownAway: 1 })
})
