{{ stage('measurements') }}
