/** A clock's setting, as it is saved and shown. */
export interface ClockSetting {
  /** How far the clock is from the wall clock, in milliseconds. */
  readonly offset: number;
  /** The moment at which it is frozen, in epoch milliseconds; absent while it runs. */
  readonly frozenAt?: number;
}

/** The mock's clock. It runs as the wall clock does, and can be frozen, set, or moved. */
export class MockClock {
  constructor(
    private setting: ClockSetting = { offset: 0 },
    private readonly wall: () => number = Date.now,
  ) {}

  /** Epoch milliseconds, whole. */
  now(): number {
    return this.setting.frozenAt ?? this.wall() + this.setting.offset;
  }

  get frozen(): boolean {
    return this.setting.frozenAt !== undefined;
  }

  /** The setting to save: a clock with it goes on from there. */
  get saved(): ClockSetting {
    return this.setting;
  }

  /** Sets the moment, in epoch milliseconds. The clock runs on from there; a frozen one stays there. */
  set(now: number): void {
    this.setting = this.frozen ? { ...this.setting, frozenAt: now } : { offset: now - this.wall() };
  }

  /** Freezes the clock where it is, or lets it run on from there. */
  freeze(frozen: boolean): void {
    const now = this.now();
    this.setting = frozen ? { offset: now - this.wall(), frozenAt: now } : { offset: now - this.wall() };
  }

  /** Takes over a saved setting. */
  restore(setting: ClockSetting): void {
    this.setting = setting;
  }
}
