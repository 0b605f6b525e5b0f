print("laserrig")
