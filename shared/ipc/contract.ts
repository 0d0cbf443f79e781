import { z } from 'zod'
import { whysNot } from '../floor/obeyed'
import { backupViewSchema, keepDaysSchema, restoreProblemSchema } from '../backup/backup-state'
import { dialledSchema } from '../calls/call-schemas'
import { sealedParcelSchema } from '../desk-api/unsent-parcel'
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
  lockAlarmSchema,
  lockedSeatSchema,
  lockWishesSchema,
  lockNewsSchema,
  lockReasonSchema,
  menuCommandSchema,
  owedAtDeskSchema,
  phoneConfigurationSchema,
  problemReportSchema,
  readyToLockSchema,
  ringCardSchema,
  sipAccountChangeSchema,
  sipAccountSchema,
  startInfoSchema,
  startProblemSchema,
  storageKeysSchema,
  unsentFactsSchema,
  wallKindSchema,
} from './values'
import { refusedCertificateSchema } from './refused-certificate'
import { deskAddressSchema, deskSessionSchema, deskSignInFailureSchema, deskStepFailureSchema, deskTroubleSchema } from './shared-desk-values'

const passwordSchema = z.string().min(1).max(200)
const passphraseSchema = z.string().min(shortestPassphrase).max(200)
/** Of a file, without its ending. */
const tableNameSchema = z.string().regex(/^[\w-]{1,60}$/)
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
      /** Asks a desk whether it can be used, without keeping anything. */
      testDesk: callThatFails(deskAddressSchema, nothing, deskTroubleSchema),
      /** Keeps the address and begins to work with that desk: the program starts anew, or the page is loaded anew. */
      useDesk: callThatFails(deskAddressSchema, nothing, codes('busy', 'signed-in', 'not-saved', 'authority-unreadable')),
      /**
       * Lets somebody in at a shared desk, or without it while it is away. `login` null: the person who is here already, whether the seat is
       * locked or their session has ended. `takeOver`: ends the session at another seat.
       */
      signInAtDesk: callThatFails(
        z.object({ login: z.string().min(1).max(60).nullable(), password: passwordSchema, takeOver: z.boolean() }),
        signedIn,
        deskSignInFailureSchema,
      ),
      /** After `must-change-password`: the new one, here and at the desk. */
      renewDeskPassword: callThatFails(z.object({ next: passwordSchema }), signedIn, deskStepFailureSchema),
      /** After `old-password-needed`: the old one opens what is here, and from now on the new one does. */
      giveOldPassword: callThatFails(z.object({ old: passwordSchema }), signedIn, deskStepFailureSchema),
      /** After `old-password-needed`: nobody knows the old one. What it sealed stays sealed, and the person begins anew here. */
      beginAnew: callThatFails(nothing, signedIn, deskStepFailureSchema),
      /** Keeps what waits for the desk once more, sealed to the desk's own key; the same submission replaces what was there. */
      keepParcel: callThatFails(z.object({ id: z.uuid(), parcel: sealedParcelSchema }), nothing, codes('not-signed-in', 'not-saved')),
      /** The desk has it. */
      dropParcel: call(z.object({ id: z.uuid() }), nothing),
      /** Of which submissions of this person there is one. */
      ownParcels: call(nothing, z.object({ ids: z.array(z.string()) })),
      /** What others have left at this PC, and this person under a password that nobody knows; counted without opening any of it. */
      othersUnsent: call(nothing, z.object({ count: z.int().nonnegative(), oldestAt: z.int().nullable() })),
      /**
       * Brings all of it to the desk, sealed as it is. `refused`: the desk has not taken them. `left`: they took too long, or the desk went away
       * before their turn. `not-allowed`: none of this person's roles may.
       */
      deliverOthers: callThatFails(
        nothing,
        z.object({ delivered: z.int().nonnegative(), refused: z.int().nonnegative(), left: z.int().nonnegative() }),
        codes('not-signed-in', 'desk-away', 'not-allowed'),
      ),
      /** The desk does not take the token any more: main asks it why, and locks the seat. */
      deskRefusesToken: call(nothing, nothing),
      /** Wraps the same keys with another password; wrong ones count like those at the door. */
      changePassword: callThatFails(
        z.object({ current: passwordSchema, next: passwordSchema }),
        nothing,
        z.discriminatedUnion('code', [z.object({ code: z.enum(['wrong-password', 'too-short', 'not-signed-in', 'not-saved', 'desk-away']) }), tooManyTries]),
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
      lockAlarm: call(nothing, lockAlarmSchema),
      lockWishes: call(nothing, lockWishesSchema),
      /** What the telephone of a locked seat does, for the leads; heard only while it is locked. */
      tellLockedSeat: call(lockedSeatSchema, nothing),
      /** What became of an order that came to the locked seat. */
      answerOrder: call(z.object({ signalId: z.uuid(), done: z.boolean(), why: z.enum(whysNot).nullable() }), nothing),
      /** Of whoever has locked this seat; a desk on this PC keeps it for the same person. */
      owedAtDesk: callThatFails(nothing, owedAtDeskSchema, codes('not-in-this-mode', 'not-locked', 'desk-away')),
      /** Leaves that to somebody who sits at the desk, to whoever comes next with null; what lies at this seat is counted with it. */
      leaveWork: callThatFails(z.object({ to: z.string().max(40).nullable() }), nothing, codes('not-in-this-mode', 'not-locked', 'desk-away', 'taker-gone', 'not-taken')),
      /** Nobody takes calls here any more; the page is loaded anew. */
      signOut: callThatFails(nothing, nothing, codes('busy', 'not-in-this-mode')),
      deskConnection: callThatFails(
        nothing,
        deskConnectionSchema,
        z.discriminatedUnion('code', [
          z.object({ code: z.enum(['not-signed-in', 'starting']) }),
          /** A shared desk that did not let this person in, since it was away; `since`: when it last did. */
          z.object({ code: z.literal('without-desk'), since: z.int() }),
          z.object({ code: z.literal('stopped'), problem: deskFailureSchema.nullable() }),
        ]),
      ),
      /** For a drill: the desk of practice really stops, or is started again. A load of the page starts it again, too. */
      pullPracticeDesk: callThatFails(z.object({ isPulled: z.boolean() }), nothing, codes('not-in-this-mode')),
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
      /** Asks where to and writes a table there that the page has made; not saved when the person would rather not. `name` without its ending, `content` is base64. */
      saveTable: callThatFails(
        z.object({ name: tableNameSchema, kind: z.enum(['csv', 'xlsx']), content: z.base64().max(12_000_000) }),
        z.object({ saved: z.boolean() }),
        codes('not-signed-in', 'not-saved'),
      ),
      /**
       * The same for a table that comes in pieces, one at a time: begun when the person has said where to. Whatever is there already stays
       * until the whole of it is written; beginning anew drops what was not ended.
       */
      beginTable: callThatFails(
        z.object({ name: tableNameSchema, kind: z.enum(['csv', 'jsonl']) }),
        z.object({ begun: z.boolean() }),
        codes('not-signed-in', 'full', 'not-saved'),
      ),
      addToTable: callThatFails(z.object({ text: z.string().max(4_000_000) }), nothing, codes('not-signed-in', 'full', 'not-saved')),
      /** `keep` false: what was written goes. */
      endTable: callThatFails(z.object({ keep: z.boolean() }), nothing, codes('not-signed-in', 'full', 'not-saved')),
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
        codes('not-signed-in', 'busy', 'not-saved', 'password-needed', 'authority-unreadable', 'from-desk'),
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
      /** Another seat calls for help; null: none does any more. The same signs as for a ring, never the focus, and nothing of the call. */
      setHelpAttention: call(z.object({ seat: z.string().regex(/^\d{4}$/).nullable() }), nothing),
      /** What the system's own menu lists from now on; nothing where a window has no such menu. */
      showMenu: call(applicationMenuSchema, nothing),
      /** Opens the wall in a window of its own, or brings it to the front, in that view. */
      openWall: callThatFails(z.object({ view: wallKindSchema }), nothing, codes('not-signed-in')),
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
      deskSessionChanged: deskSessionSchema,
      backupChanged: backupViewSchema,
      certificateRefused: refusedCertificateSchema.nullable(),
      /** The seat is about to be locked: what was typed is to be saved, and nothing personal to be shown any more. */
      lockComing: z.object({ reason: lockReasonSchema }),
      lockAlarmChanged: lockAlarmSchema,
      lockWishesChanged: lockWishesSchema,
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
  wall: {
    calls: {
      /** The answer is what the window begins with; `agent` is who acknowledges and claims here. */
      announceListening: call(nothing, z.object({ ...lookSchema.shape, practice: z.boolean(), view: wallKindSchema, agent: agentSchema.nullable(), /** Of this seat's telephone; null without one. */ extension: z.string().nullable(), /** Other seats work at the same desk. */ isShared: z.boolean() })),
      /** Where the queues are heard from; what goes on is told with `deskStarted` and `deskStopped`. */
      deskConnection: callThatFails(nothing, deskConnectionSchema, codes('not-signed-in', 'no-desk')),
      /** The next opening shows this view again. */
      keepView: call(z.object({ view: wallKindSchema }), nothing),
      /** The console shows the number in its dialler; nothing is dialled before the person says so. */
      dial: call(z.object({ number: dialledSchema }), nothing),
      toggleFullScreen: call(nothing, nothing),
      close: call(nothing, nothing),
      reportProblem: call(problemReportSchema, nothing),
    },
    events: { lookChanged: lookSchema, viewAsked: z.object({ view: wallKindSchema }), deskStarted: deskConnectionSchema, deskStopped: nothing },
  },
} as const satisfies Readonly<Record<string, PageDefinition>>

export type Contract = typeof contract
