/** Written by the version with standby addresses and trusted certificates; must open for ever. */
export const settingsVersion3 = {
  version: 3,
  settings: {
    locale: 'en',
    theme: 'dark',
    mode: 'desk-here',
    seatCode: '9042',
    sip: {
      serverUrl: 'wss://pbx.example.org:8089/ws',
      standbyUrls: ['wss://standby.example.org:8089/ws'],
      trust: {
        fingerprints: ['00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF'],
        authorities: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      },
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
