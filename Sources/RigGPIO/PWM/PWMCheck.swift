extension HardwarePWM {
  /// Makes sure, without taking it, that the channel at `address` is there and that this user may take it.
  /// - Throws: `PWMError` where that is not so.
  public static func check(_ address: PWMChannelAddress, root: String = PWMChip.root) throws(PWMError) {
    let files = KernelSysfs()
    let chip = try PWMChip.find(address.chip, root: root, files: files)
    let site = PWMSite(chip: chip, channel: address.channel, period: 0, files: files)
    guard (0..<chip.channels).contains(address.channel) else { throw site.noSuchChannel }
    let export = "\(chip.path)/export"
    do throws(SysfsFailure) {
      _ = try SysfsFile(export, .write, files: files)
    } catch {
      throw site.error(error, export, .export)
    }
  }
}

extension PWMSite {
  /// The chip has fewer channels.
  var noSuchChannel: PWMError {
    error(.noSuchChannel, 0, "not there; the chip has channels 0 to \(chip.channels - 1)")
  }
}
