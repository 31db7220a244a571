/**
 * Why byte code stopped. The names are those that ACPICA, and so Linux, prints (ACPI 6.4 section 19 gives the rules behind
 * them); `AE_AML_FATAL` is the Fatal operator's own.
 */
export type AmlErrorCode =
  | 'AE_ALREADY_EXISTS'
  | 'AE_AML_BAD_NAME'
  | 'AE_AML_BAD_OPCODE'
  | 'AE_AML_BAD_RESOURCE_LENGTH'
  | 'AE_AML_BUFFER_LIMIT'
  | 'AE_AML_DIVIDE_BY_ZERO'
  | 'AE_AML_FATAL'
  | 'AE_AML_INVALID_RESOURCE_TYPE'
  | 'AE_AML_LOOP_TIMEOUT'
  | 'AE_AML_METHOD_LIMIT'
  | 'AE_AML_MUTEX_NOT_ACQUIRED'
  | 'AE_AML_MUTEX_ORDER'
  | 'AE_AML_NO_OPERAND'
  | 'AE_AML_NO_RESOURCE_END_TAG'
  | 'AE_AML_NO_RETURN_VALUE'
  | 'AE_AML_NUMERIC_OVERFLOW'
  | 'AE_AML_OPERAND_TYPE'
  | 'AE_AML_OPERAND_VALUE'
  | 'AE_AML_PACKAGE_LIMIT'
  | 'AE_AML_REGION_LIMIT'
  | 'AE_AML_REGISTER_LIMIT'
  | 'AE_AML_STRING_LIMIT'
  | 'AE_AML_TARGET_TYPE'
  | 'AE_AML_UNINITIALIZED_ARG'
  | 'AE_AML_UNINITIALIZED_ELEMENT'
  | 'AE_AML_UNINITIALIZED_LOCAL'
  | 'AE_AML_UNINITIALIZED_NODE'
  | 'AE_BAD_CHECKSUM'
  | 'AE_BAD_PARAMETER'
  | 'AE_BAD_PATHNAME'
  | 'AE_BAD_SIGNATURE'
  | 'AE_ERROR'
  | 'AE_INVALID_TABLE_LENGTH'
  | 'AE_LIMIT'
  | 'AE_NOT_EXIST'
  | 'AE_NOT_FOUND'
  | 'AE_SUPPORT'
  | 'AE_TIME'
  | 'AE_TYPE';

/**
 * The numbers of the errors, as ACPICA has them and gives them to `\\_ERR`. It has none for Fatal: it signals the system and
 * answers with that of `AE_ERROR`.
 */
export const AML_STATUS: Readonly<Record<AmlErrorCode, number>> = {
  AE_ALREADY_EXISTS: 0x0007,
  AE_AML_BAD_NAME: 0x300d,
  AE_AML_BAD_OPCODE: 0x3001,
  AE_AML_BAD_RESOURCE_LENGTH: 0x301f,
  AE_AML_BUFFER_LIMIT: 0x300a,
  AE_AML_DIVIDE_BY_ZERO: 0x300c,
  AE_AML_FATAL: 0x0001,
  AE_AML_INVALID_RESOURCE_TYPE: 0x3017,
  AE_AML_LOOP_TIMEOUT: 0x3021,
  AE_AML_METHOD_LIMIT: 0x3013,
  AE_AML_MUTEX_NOT_ACQUIRED: 0x3016,
  AE_AML_MUTEX_ORDER: 0x3015,
  AE_AML_NO_OPERAND: 0x3002,
  AE_AML_NO_RESOURCE_END_TAG: 0x301c,
  AE_AML_NO_RETURN_VALUE: 0x3012,
  AE_AML_NUMERIC_OVERFLOW: 0x3008,
  AE_AML_OPERAND_TYPE: 0x3003,
  AE_AML_OPERAND_VALUE: 0x3004,
  AE_AML_PACKAGE_LIMIT: 0x300b,
  AE_AML_REGION_LIMIT: 0x3009,
  AE_AML_REGISTER_LIMIT: 0x3019,
  AE_AML_STRING_LIMIT: 0x3011,
  AE_AML_TARGET_TYPE: 0x3023,
  AE_AML_UNINITIALIZED_ARG: 0x3006,
  AE_AML_UNINITIALIZED_ELEMENT: 0x3007,
  AE_AML_UNINITIALIZED_LOCAL: 0x3005,
  AE_AML_UNINITIALIZED_NODE: 0x3022,
  AE_BAD_CHECKSUM: 0x2003,
  AE_BAD_PARAMETER: 0x1001,
  AE_BAD_PATHNAME: 0x1003,
  AE_BAD_SIGNATURE: 0x2001,
  AE_ERROR: 0x0001,
  AE_INVALID_TABLE_LENGTH: 0x2005,
  AE_LIMIT: 0x0010,
  AE_NOT_EXIST: 0x0006,
  AE_NOT_FOUND: 0x0005,
  AE_SUPPORT: 0x000f,
  AE_TIME: 0x0011,
  AE_TYPE: 0x0008,
};

/** Where byte code stopped. */
export interface AmlErrorPlace {
  /** Full path of the method that ran; absent for the table itself. */
  readonly method?: string;
  /** Byte offset in the table. */
  readonly offset?: number;
}

/** A definition block asked for something that cannot be done, or is byte code that cannot be read. */
export class AmlError extends Error {
  override readonly name: string = 'AmlError';
  readonly code: AmlErrorCode;
  readonly reason: string;
  readonly place: AmlErrorPlace;

  /** @param cause what was caught, where that is what this error tells of */
  constructor(code: AmlErrorCode, reason: string, place: AmlErrorPlace = {}, cause?: unknown) {
    const method = place.method === undefined ? '' : ` in ${place.method}`;
    const offset = place.offset === undefined ? '' : ` at table offset 0x${place.offset.toString(16)}`;
    super(`${code}: ${reason}${method}${offset}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.reason = reason;
    this.place = place;
  }

  /** The same error with a place, unless it already has one: the innermost place is the right one. */
  at(place: AmlErrorPlace): AmlError {
    return this.place.offset === undefined ? this.copy({ ...this.place, ...place }) : this;
  }

  /** The same error at another place. */
  protected copy(place: AmlErrorPlace): AmlError {
    return new AmlError(this.code, this.reason, place, this.cause);
  }
}

/** The byte code used up what the sandbox gives it. */
export class AmlLimitError extends AmlError {
  override readonly name = 'AmlLimitError';
  readonly limit: string;
  readonly allowed: number;

  constructor(limit: string, allowed: number, place: AmlErrorPlace = {}) {
    super('AE_LIMIT', `more than ${allowed} ${limit}`, place);
    this.limit = limit;
    this.allowed = allowed;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlLimitError(this.limit, this.allowed, place);
  }
}

/** An access to an address space that the caller gave no handler for. */
export class AmlRegionError extends AmlError {
  override readonly name = 'AmlRegionError';
  /** Name of the address space. */
  readonly space: string;
  /** Full path of the operation region. */
  readonly region: string;

  constructor(space: string, region: string, place: AmlErrorPlace = {}) {
    super('AE_NOT_EXIST', `no handler for ${space}, which ${region} is in`, place);
    this.space = space;
    this.region = region;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlRegionError(this.space, this.region, place);
  }
}

/** The byte code ran the Fatal operator: the platform asks the system to stop (ACPI 6.4 section 19.6.46). */
export class AmlFatalError extends AmlError {
  override readonly name = 'AmlFatalError';
  readonly type: number;
  readonly fatalCode: number;
  readonly argument: bigint;

  constructor(type: number, fatalCode: number, argument: bigint, place: AmlErrorPlace = {}) {
    super(
      'AE_AML_FATAL',
      `Fatal (0x${type.toString(16)}, 0x${fatalCode.toString(16)}, 0x${argument.toString(16)})`,
      place,
    );
    this.type = type;
    this.fatalCode = fatalCode;
    this.argument = argument;
  }

  /** The same error at another place. */
  protected override copy(place: AmlErrorPlace): AmlError {
    return new AmlFatalError(this.type, this.fatalCode, this.argument, place);
  }
}
