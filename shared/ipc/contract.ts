import { z } from 'zod'
import { backupViewSchema, keepDaysSchema, restoreProblemSchema } from '../backup/backup-state'
import { deskFailureSchema } from '../desk-api/desk-process'
import { journalContentSchema, journalProblems, journalRecordSchema, mostRecordsAtOnce } from '../journal/journal-record'
import { modeSchema, settingsChangeSchema, settingsSchema } from '../settings/settings'
import { mostUnsentChars, shortestPassphrase } from '../outbox/unsent-limits'
import { call, callThatFails, codes, nothing } from './definition'
import type { PageDefinition } from './definition'
import {
  agentSchema,
  applicationMenuSchema,
  busyReasonSchema,
  deskConnectionSchema,
  diagnosticsFoundSchema,
  lockNewsSchema,
  lockReasonSchema,
  menuCommandSchema,
  phoneConfigurationSchema,
  problemReportSchema,
  readyToLockSchema,
  refusedCertificateSchema,
  ringCardSchema,
  sipAccountChangeSchema,
  sipAccountSchema,
  startInfoSchema,
  startProblemSchema,
  storageKeysSchema,
  unsentFactsSchema,
} from './values'

const passwordSchema = z.string().min(1).max(200)
const passphraseSchema = z.string().min(shortestPassphrase).max(200)
const signedIn = z.object({ agent: agentSchema })
const tooManyTries = z.object({ code: z.literal('too-many-tries'), retryAfterMs: z.number() })
/** What a page looks like. */
const lookSchema = settingsSchema.pick({ locale: true, theme: true })

/**
 * Everything that a page can ask of main and main can tell a page. Main's handlers, the `window.lingxi` of each page
 * and the test double are derived from this value; a new call is one line here and its handler.
 */
export const contract = {
  console: {
    calls: {
      /** The first question of every load of the page. */
      startInfo: call(nothing, startInfoSchema),
      /** The person has read it: a later load of the page does not tell it again. */
      dismissProblem: call(startProblemSchema, nothing),
      /** Tells that the page takes ports now; a new port follows whenever the phone or this page is new. */
      announceListening: call(nothing, nothing),
      /** Keeps the mode and starts the program anew in it. */
      chooseMode: callThatFails(z.object({ mode: modeSchema }), nothing, codes('busy')),
      /** Sets up the one agent of a desk on this PC, and signs in. */
      setPassword: callThatFails(
        z.object({ agentName: agentSchema.shape.name, agentNumber: agentSchema.shape.number, password: passwordSchema }),
        signedIn,
        codes('already-set', 'too-short', 'not-in-this-mode'),
      ),
      signIn: callThatFails(
        z.object({ password: passwordSchema }),
        signedIn,
        z.discriminatedUnion('code', [
          z.object({ code: z.enum(['wrong-password', 'unreadable', 'not-set', 'not-in-this-mode']) }),
          tooManyTries,
        ]),
      ),
      /** Wraps the same keys with another password; wrong ones count like those at the door. */
      changePassword: callThatFails(
        z.object({ current: passwordSchema, next: passwordSchema }),
        nothing,
        z.discriminatedUnion('code', [z.object({ code: z.enum(['wrong-password', 'too-short', 'not-signed-in', 'not-saved']) }), tooManyTries]),
      ),
      /** Asked for at each load of the page, so that one that crashed in a call needs no password. Practice has none. */
      storageKeys: callThatFails(nothing, storageKeysSchema, codes('not-signed-in')),
      /** Nothing lies open any more of what `hasUnsealed` meant. */
      allIsSealed: callThatFails(nothing, nothing, codes('not-signed-in', 'not-saved')),
      /** Locks the seat as soon as the page has answered `lockComing`; the page is loaded anew. */
      lock: callThatFails(nothing, nothing, codes('not-in-this-mode', 'not-signed-in')),
      /** The answer to `lockComing`. A page that does not give it in time is loaded anew all the same. */
      readyToLock: call(readyToLockSchema, nothing),
      lockNews: call(nothing, lockNewsSchema),
      /** Nobody takes calls here any more; the page is loaded anew. */
      signOut: callThatFails(nothing, nothing, codes('busy', 'not-in-this-mode')),
      deskConnection: callThatFails(
        nothing,
        deskConnectionSchema,
        z.discriminatedUnion('code', [
          z.object({ code: z.enum(['not-signed-in', 'starting']) }),
          z.object({ code: z.literal('stopped'), problem: deskFailureSchema.nullable() }),
        ]),
      ),
      /** The next counter of this seat on that local day, 1 and up; durable before it is told, never given twice. */
      nextTicketCounter: callThatFails(
        z.object({ date: z.string().regex(/^\d{8}$/) }),
        z.object({ seatCode: z.string(), counter: z.int().positive() }),
        codes('not-signed-in', 'not-durable'),
      ),
      /** The second medium of unsent work: what is still owed according to it. */
      readJournal: callThatFails(nothing, journalContentSchema, codes('not-signed-in', ...journalProblems)),
      /** Answers when all of it survives a power cut. */
      writeJournal: callThatFails(
        z.object({ records: z.array(journalRecordSchema).min(1).max(mostRecordsAtOnce) }),
        nothing,
        codes('not-signed-in', ...journalProblems),
      ),
      /**
       * Asks where to and writes unsent work there, sealed with the passphrase; `file` is its bare name, null when the person would
       * rather not. Nothing of it is kept here.
       */
      exportUnsent: callThatFails(
        z.object({ passphrase: passphraseSchema, content: z.string().max(mostUnsentChars), drafts: z.int().nonnegative(), submissions: z.int().nonnegative() }),
        z.object({ file: z.string().max(300).nullable() }),
        codes('not-signed-in', 'full', 'not-saved'),
      ),
      /** Asks which file and says what anybody may read of it; null when the person would rather not. */
      chooseUnsentFile: callThatFails(
        nothing,
        unsentFactsSchema.nullable(),
        codes('not-signed-in', 'unreadable', 'damaged', 'newer-version', 'other-mode'),
      ),
      /** Opens the file that was chosen last. */
      openUnsentFile: callThatFails(
        z.object({ passphrase: z.string().max(200) }),
        z.object({ content: z.string() }),
        codes('not-signed-in', 'no-file', 'wrong-passphrase', 'damaged'),
      ),
      /** Backups of a desk on this PC; null where there is nothing to back up. */
      backup: callThatFails(nothing, backupViewSchema.nullable(), codes('not-signed-in')),
      /** Asks for the folder; nothing changes when the person would rather not. */
      chooseBackupFolder: callThatFails(nothing, backupViewSchema, codes('not-signed-in', 'no-desk', 'not-saved')),
      setBackupDays: callThatFails(z.object({ keepDays: keepDaysSchema }), backupViewSchema, codes('not-signed-in', 'no-desk', 'not-saved')),
      /** Begins one; how it goes comes with `backupChanged`. */
      backUpNow: callThatFails(nothing, nothing, codes('not-signed-in', 'no-desk')),
      /**
       * Asks for the file and puts it into a desk that holds no order. `password` is the one of when it was made. `tickets` null:
       * the person would rather not.
       */
      restoreBackup: callThatFails(
        z.object({ password: passwordSchema }),
        z.object({ tickets: z.int().nonnegative().nullable() }),
        codes('not-signed-in', 'no-desk', 'busy', 'wrong-password', ...restoreProblemSchema.options),
      ),
      settings: call(nothing, settingsSchema),
      changeSettings: callThatFails(settingsChangeSchema, settingsSchema, codes('not-saved')),
      sipAccount: callThatFails(nothing, sipAccountSchema, codes('not-signed-in')),
      /** `password-needed`: a password that was kept for one server or person is never sent to another. */
      setSipAccount: callThatFails(
        sipAccountChangeSchema,
        sipAccountSchema,
        codes('not-signed-in', 'busy', 'not-saved', 'password-needed', 'authority-unreadable'),
      ),
      /** The certificate that keeps the line from its PBX; null while none does. */
      refusedCertificate: call(nothing, refusedCertificateSchema.nullable()),
      /** Closing is refused while a reason is set. */
      setBusy: call(z.object({ reason: busyReasonSchema.nullable() }), nothing),
      showRing: call(ringCardSchema, nothing),
      hideRing: call(nothing, nothing),
      /** Taskbar, tray and notification; never the focus. */
      setAttention: call(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('ring'), maskedNumber: z.string().max(40) }),
          z.object({ kind: z.literal('off') }),
        ]),
        nothing,
      ),
      /** What the system's own menu lists from now on; nothing where a window has no such menu. */
      showMenu: call(applicationMenuSchema, nothing),
      reportProblem: call(problemReportSchema, nothing),
      /** Asks where to and writes the file for support there; `saved` false when the person would rather not. */
      saveDiagnostics: callThatFails(diagnosticsFoundSchema, z.object({ saved: z.boolean() }), codes('not-saved')),
      quit: callThatFails(nothing, nothing, codes('busy')),
    },
    events: {
      /** What came too late for `startInfo`. */
      problemFound: startProblemSchema,
      deskStarted: deskConnectionSchema,
      /** Main starts it again by itself. `problem` is the desk's own code, null when it died without a word. */
      deskStopped: z.object({ problem: deskFailureSchema.nullable() }),
      settingsChanged: settingsSchema,
      backupChanged: backupViewSchema,
      certificateRefused: refusedCertificateSchema.nullable(),
      /** The seat is about to be locked: what was typed is to be saved, and nothing personal to be shown any more. */
      lockComing: z.object({ reason: lockReasonSchema }),
      /** The person wanted to close while `reason` was set. */
      closeRefused: z.object({ reason: busyReasonSchema }),
      /** The phone page died; a new port comes when it is back. Its calls are lost. */
      phoneStopped: z.object({ cause: z.enum(['crashed', 'killed', 'out-of-memory', 'reloaded', 'other']) }),
      /** The global shortcut was pressed; there is something to answer or there is not. */
      answerPressed: nothing,
      /** Another program wants a number dialled (`tel:`); nothing is dialled before the agent says so. */
      dialAsked: z.object({ link: z.string().max(256) }),
      /** An item of the system's own menu was chosen. */
      menuChosen: z.object({ command: menuCommandSchema }),
    },
  },
  phone: {
    calls: {
      announceListening: call(nothing, nothing),
      configuration: call(nothing, phoneConfigurationSchema),
      reportProblem: call(problemReportSchema, nothing),
    },
    events: {
      configurationChanged: phoneConfigurationSchema,
      /** The computer has slept: nothing that was known of the line before is worth anything. */
      systemResumed: nothing,
    },
  },
  ring: {
    calls: {
      /** The answer is what the window has to show now: nothing, or a ring that began while the page was loading. */
      announceListening: call(nothing, z.object({ ...lookSchema.shape, practice: z.boolean(), ring: ringCardSchema.nullable() })),
      /** Size of the content in CSS pixels; the window follows within its limits. */
      sized: call(z.object({ width: z.number().min(1), height: z.number().min(1) }), nothing),
      /** The phone says that this call rings no more while the console is not there to hide the window. */
      dismiss: call(z.object({ callId: ringCardSchema.shape.callId }), nothing),
      reportProblem: call(problemReportSchema, nothing),
    },
    events: { ringShown: ringCardSchema, ringHidden: nothing, lookChanged: lookSchema },
  },
} as const satisfies Readonly<Record<string, PageDefinition>>

export type Contract = typeof contract
