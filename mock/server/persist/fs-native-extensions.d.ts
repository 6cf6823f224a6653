/** What is used of the package, which has no types. */
declare module "fs-native-extensions" {
  const locks: {
    /** Takes the operating system's exclusive lock on a file. @returns false where another process has it. */
    tryLock(fd: number): boolean;
  };
  export = locks;
}
