/** Written by the version without a density; must open for ever. */
export const settingsVersion2 = {
  version: 2,
  settings: {
    locale: 'en',
    theme: 'dark',
    mode: 'desk-here',
    seatCode: '9042',
    sip: {
      serverUrl: 'wss://pbx.example.org:8089/ws',
      user: '1001',
      domain: 'pbx.example.org',
      iceServers: ['stun:stun.example.org:3478']
    },
    ring: { volume: 0.35, deviceId: 'f00d' },
    audio: { microphoneId: 'beef', speakerId: null },
    keymap: { answer: 'F8' },
    wrapUpSeconds: 45,
    answerTargetSeconds: 20,
    ringTimeoutSeconds: 30,
    globalAnswerShortcut: 'Control+Alt+A',
    recent: { categories: ['0101'], districts: ['500103'] }
  }
}
