{{ stage('strategies') }}
